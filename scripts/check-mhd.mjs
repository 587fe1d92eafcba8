// npm run check:mhd [-- NAME …] [--again]: trains the magnetic studies of the gallery for the times that are promised, and
// measures every field, the sources of velocity and magnetic field, and what is inferred.
//
// Each seed of each problem (scripts/mhd/problems.mjs) is a row of its own, kept in docs/mhd.json with a fingerprint of the
// study and its changes, so that a run of this command that was stopped goes on; --again measures anew. Writes docs/mhd.md,
// and the picture of the study's card.
// A NAME may end in the number of a seed, as in alfven-inverse:3. Exits 1 when a measured problem does not keep its promise.
import path from 'node:path';
import { writeThumbnail } from './gallery/thumbnail.mjs';
import { bundle, KeptRows, root } from './kept/rows.mjs';
import { studyFingerprint, told, trained } from './kept/train.mjs';
import { verdict } from './kept/verdict.mjs';
import { mhdPage } from './mhd/page.mjs';
import { problems } from './mhd/problems.mjs';

const given = process.argv.slice(2);
const kept = new KeptRows('mhd', problems, (rows, machine) => mhdPage(problems, rows, machine));
const chosen = kept.chosen(given);
await kept.measure(chosen, {
  again: given.includes('--again'),
  fingerprint: studyFingerprint,
  measure: (problem, seed) =>
    trained(problem, seed, (folder) =>
      writeThumbnail(root, bundle, folder, path.join(root, 'assets', 'thumbnails', `${problem.study}.png`)),
    ),
  tell: told,
});
const measured = new Set(chosen.map(({ name }) => name));
process.exitCode = [...measured].some((name) => verdict(name, problems[name], kept.rows) === 'no') ? 1 : 0;
