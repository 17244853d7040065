/** Shortest password, as NIST SP 800-63B (section 5.1.1.2) asks for memorised secrets; the longest keeps hashing cheap. */
export const PASSWORD_MIN_CHARACTERS = 8;
export const PASSWORD_MAX_CHARACTERS = 256;
