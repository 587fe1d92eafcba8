/** From this ratio of fresh to trained loss on, the trained loss tells little about the solution. */
const suspicious = 10;

/** A sentence when the loss on fresh points is far above the trained one: a small loss alone proves nothing. */
export function overfitWarning(freshRatio: number): string | null {
  if (!(freshRatio >= suspicious)) return null;
  const times = freshRatio < 1e4 ? freshRatio.toFixed(0) : freshRatio.toExponential(0);
  return (
    `The loss on fresh points is ${times} times the trained loss: the network fits its points better than the ` +
    'equations between them. Train on more points, or resample them more often.'
  );
}
