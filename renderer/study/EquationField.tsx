import { useMemo } from 'react';
import type { Names } from '../../src/language';
import type { Problem } from '../../src/study';
import { Problems } from '../controls/Field';
import { EquationEditor } from '../equation/EquationEditor';
import { equationTex } from '../equation/tex';
import { Typeset } from '../equation/Typeset';

interface EquationFieldProps {
  name: string;
  value: string;
  /** What the text defines, for an expression; an equation has its own left side. */
  left?: string;
  names: Names;
  problems: readonly Problem[];
  onChange: (value: string) => void;
}

/** An equation as it is typed, and typeset beneath. */
export function EquationField({ name, value, left, names, problems, onChange }: EquationFieldProps) {
  const tex = useMemo(
    () => equationTex(left === undefined ? value : `${left} = ${value}`, names),
    [value, left, names],
  );
  return (
    <div className="equation-field">
      <EquationEditor name={name} value={value} names={names} problems={problems} onChange={onChange} />
      {tex === null ? null : <Typeset tex={tex} text={value} className="equation-preview" />}
      <Problems problems={problems} />
    </div>
  );
}
