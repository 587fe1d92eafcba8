/** Every step at first, then every tenth and hundredth: a function of the step alone, so that no table outgrows a plot. */
export function isLogged(step: number): boolean {
  if (step <= 20_000) return true;
  return step % (step <= 200_000 ? 10 : 100) === 0;
}
