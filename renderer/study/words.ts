/** Words of the study document as they are shown. */
const choiceWords: Readonly<Record<string, string>> = {
  adam: 'Adam',
  'self-scaled-broyden': 'Self-scaled Broyden',
  'levenberg-marquardt': 'Levenberg–Marquardt',
  'jittered-rad': 'Jittered RAD',
  uniform: 'Uniform',
  mlp: 'Fully connected',
};

/** A choice of a setting, such as an optimiser, as it is shown. */
export function choiceText(choice: string): string {
  return choiceWords[choice] ?? choice;
}

/** Joins the parts of a section's summary. */
export function summaryOf(parts: readonly string[]): string {
  return parts.join(', ');
}
