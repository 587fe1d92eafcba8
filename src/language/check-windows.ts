import { windowCount, type Problem, type Study } from '../study';
import type { Meaning } from './meaning';
import { isSide } from './place';
import { timeOf } from './space';
import { timeOrders } from './time-orders';
import { nodes } from './tree';

/** What can't be marched: a study with windows is trained forward in time, one window after the other. */
export function checkWindows(study: Study, meaning: Meaning): Problem[] {
  if (windowCount(study) === 1) return [];
  const problems: Problem[] = [];
  const error = (path: (string | number)[], message: string): void =>
    void problems.push({ path, message, severity: 'error' });
  const { names } = meaning;
  const time = timeOf(names);
  if (time === undefined) {
    error(
      ['windows', 'count'],
      'Windows cut time, and no coordinate is time; call one t, or name it under time.',
    );
    return problems;
  }
  if ([...timeOrders(meaning, time).values()].every((order) => order === 0))
    error(
      ['windows', 'count'],
      `No equation has a derivative along ${time}, so nothing is handed from window to window.`,
    );
  if (Object.keys(study.unknowns).length > 0)
    error(
      ['windows', 'count'],
      'Unknowns belong to all times at once, so they are found in one window; set the count to 1.',
    );
  if (study.data.length > 0)
    error(
      ['windows', 'count'],
      'Data belong to all times at once, so they are fitted in one window; set the count to 1.',
    );
  if (study.weighting.kind !== 'fixed')
    error(
      ['weighting', 'kind'],
      'Windows ask for other terms at the start than later, which a weighting that follows the terms does not allow for; take "fixed".',
    );
  meaning.conditions.forEach(({ place, index }) => {
    if (!isSide(place) || place.coordinate !== time) return;
    if (place.side === 'high')
      error(
        ['conditions', index, 'on'],
        `Windows march from ${time} = ${meaning.box[time][0]} on, and this asks for something at the end of time; set windows.count to 1.`,
      );
    else if (study.conditions[index].hard)
      error(
        ['conditions', index, 'hard'],
        'With windows the start of each is a term of the loss: set hard to false, and give the condition a weight, such as 100.',
      );
  });
  meaning.periodic.forEach(({ coordinate, index }) => {
    if (coordinate === time)
      error(
        ['conditions', index, 'require'],
        `Windows march in ${time}, so its ends can't be joined; set windows.count to 1.`,
      );
  });
  meaning.equations.forEach((equation, k) => {
    const all = [...nodes(equation.left), ...nodes(equation.right)];
    if (all.some((node) => node.kind === 'integral' && node.coordinate === time))
      error(
        ['equations', meaning.residuals[k].index, 'text'],
        `An integral over ${time} reaches into earlier windows; set windows.count to 1.`,
      );
  });
  return problems;
}
