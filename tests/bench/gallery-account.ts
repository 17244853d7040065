/** Who owns the libraries of the gallery's benchmark. */
export const BENCH_ACCOUNT = { email: "bench@example.test", password: "correct horse" };
