import { useMemo, useState } from 'react';
import { EmptyState } from '../controls/EmptyState';
import { Segments } from '../controls/Segments';
import { Typeset } from '../equation/Typeset';
import { useStudy } from '../state/study';
import { solvedTerms, type Derivatives, type SolvedTerm } from './solvedTerms';
import './equations.css';

const notations: readonly { value: Derivatives; label: string }[] = [
  { value: 'subscript', label: 'u_x' },
  { value: 'leibniz', label: '∂u/∂x' },
];

function Term({ term }: { term: SolvedTerm }) {
  const { name, tex, text, place, weight, group } = term;
  return (
    <div className="solved-term" role="group" aria-label={name}>
      <span className="solved-name" title={name}>
        {name}
      </span>
      <div className="solved-tex selectable">
        <Typeset tex={tex} text={text} />
        {place !== null && <Typeset className="solved-place soft" tex={place.tex} text={place.text} />}
      </div>
      {weight === null ? (
        <span
          className="soft"
          title="Part of the trial solution: it holds exactly and is no term of the loss"
        >
          built in
        </span>
      ) : (
        <span className="solved-weight" title={`Weight of the ${group} times the weight of this term`}>
          <span className="soft">weight</span> <b className="code">{Number(weight.toPrecision(6))}</b>
        </span>
      )}
    </div>
  );
}

/** What is solved: every residual and condition written out in fields and their derivatives, with its weight. */
export function EquationView() {
  const { study, meaning, problems } = useStudy();
  const [derivatives, setDerivatives] = useState<Derivatives>('subscript');
  const groups = useMemo(
    () => (study === null || meaning === null ? [] : solvedTerms(study, meaning, derivatives)),
    [study, meaning, derivatives],
  );
  if (study === null || meaning === null)
    return (
      <EmptyState
        failed
        title="The equations can't be written out yet"
        text={problems.find(({ severity }) => severity === 'error')?.message ?? 'No study is open.'}
      />
    );
  return (
    <div className="solved scrolling" tabIndex={0} role="region" aria-label="What is solved">
      <div className="solved-head">
        <p className="soft">
          Vectors, operators, definitions and sums written out. The loss is the sum over all terms of weight ×
          mean square of left − right.
        </p>
        <Segments name="Derivatives" value={derivatives} choices={notations} onChange={setDerivatives} />
      </div>
      {groups.map(({ title, terms }) => (
        <section key={title}>
          <h3 className="solved-group">{title}</h3>
          {terms.map((term) => (
            <Term key={term.name} term={term} />
          ))}
        </section>
      ))}
    </div>
  );
}
