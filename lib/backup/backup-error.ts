/** Thrown for what the person at the keyboard can mend: one sentence. */
export class BackupError extends Error {}
