import { useState } from 'react';
import { describePath, type Problem } from '../../src/study';
import { Icon } from '../controls/Icon';
import { keyOf, useFound } from '../state/found';
import { useStudy } from '../state/study';
import { revealPlace } from './reveal';

/** Everything that is wrong or doubtful in the study, errors first; a click leads to its place in the form. */
export function ProblemList() {
  const [open, setOpen] = useState(true);
  const { problems } = useStudy();
  const found = useFound((state) => state.problems);
  const all = [...problems, ...found].sort((a, b) => rank(a) - rank(b));
  if (all.length === 0) return null;
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const count = [counted(errors, 'error'), counted(all.length - errors, 'warning')].filter(
    (words) => words !== '',
  );
  return (
    <section className="problem-list" aria-label="Problems of the study">
      <button type="button" className="section-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={open ? 'section-arrow open' : 'section-arrow'}>
          <Icon name="chevron" />
        </span>
        <span className="section-title">{count.join(', ')}</span>
      </button>
      {open && (
        <ul>
          {all.map((problem) => (
            <li key={keyOf(problem)}>
              <button
                type="button"
                className={problem.severity === 'error' ? 'listed-problem' : 'listed-problem warning'}
                onClick={() => revealPlace(problem.path)}
              >
                {placed(problem)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const rank = ({ severity }: Problem): number => (severity === 'error' ? 0 : 1);

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** A sentence after its place, with which many begin already. */
function placed({ path, message }: Problem): string {
  const place = describePath(path);
  return place === '' || message.startsWith(place) ? message : `${place}: ${message}`;
}
