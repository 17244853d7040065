/** What an account form holds. */
export interface Credentials {
  email: string;
  password: string;
  code: string;
}

/** Reads the fields of an account form by their names; a missing field is empty. */
export function readCredentials(form: HTMLFormElement): Credentials {
  const data = new FormData(form);
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  return { email: text("email").trim(), password: text("password"), code: text("code").trim() };
}
