/** The reason of an error as one plain sentence: no stack, no second line, an end mark. */
export function plainReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.split('\n')[0] ?? '').trim();
  if (line === '') return 'It failed without giving a reason.';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
