// npm run check:accuracy [-- NAME …] [--again]: the accuracy that the lab promises, measured on this machine by its
// command line.
//
// Trains studies of the gallery for fixed times (scripts/accuracy/problems.mjs); repeats a run, kills one half-way and
// resumes it, and times the first step with an empty cache and with a warm one (scripts/accuracy/repeatability.mjs). Each
// seed of each problem is a row of its own, kept in docs/accuracy.json with a fingerprint of what was asked, so that a run
// of this command that was stopped goes on; --again measures anew. A NAME may end in the number of a seed, as in
// burgers-minute:1. Writes docs/accuracy.md; exits 1 when a measured promise does not hold.
import { accuracyPage } from './accuracy/page.mjs';
import { problems } from './accuracy/problems.mjs';
import { bundleFingerprint, checked, checks } from './accuracy/repeatability.mjs';
import { KeptRows } from './kept/rows.mjs';
import { studyFingerprint, told, trained } from './kept/train.mjs';
import { verdict } from './kept/verdict.mjs';

const given = process.argv.slice(2);
const kept = new KeptRows('accuracy', { ...checks, ...problems }, (rows, machine) =>
  accuracyPage(problems, Object.keys(checks), rows, machine),
);
const chosen = kept.chosen(given);
await kept.measure(chosen, {
  again: given.includes('--again'),
  fingerprint: (problem) => ('check' in problem ? bundleFingerprint() : studyFingerprint(problem)),
  measure: (problem, seed) => ('check' in problem ? checked(problem) : trained(problem, seed)),
  tell: (row) => row.promised?.map(({ name, value }) => `${name}: ${value}`).join('; ') ?? told(row),
});
const broken = [...new Set(chosen.map(({ name }) => name))].filter((name) => {
  if (name in checks) return kept.rows[`${name}:0`].promised.some(({ holds }) => !holds);
  return verdict(name, problems[name], kept.rows) === 'no';
});
process.exitCode = broken.length > 0 ? 1 : 0;
