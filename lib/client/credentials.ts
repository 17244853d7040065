/** What an account form holds. */
export interface Credentials {
  email: string;
  password: string;
  code: string;
}

/**
 * A field of a form by its name, as it stands in the page: also what was typed or filled in before the
 * page came alive. Empty where there is none.
 */
export function readField(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

/** Reads the fields of an account form. */
export function readCredentials(form: HTMLFormElement): Credentials {
  return {
    email: readField(form, "email").trim(),
    password: readField(form, "password"),
    code: readField(form, "code").trim(),
  };
}
