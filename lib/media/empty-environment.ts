/** What a child gets to see of this process's settings and secrets: nothing. */
export const EMPTY_ENVIRONMENT: NodeJS.ProcessEnv = Object.create(null);
