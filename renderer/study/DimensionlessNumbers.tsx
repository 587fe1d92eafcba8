import { useState } from 'react';
import {
  canonicalSet,
  dimensionalValues,
  numberNames,
  numbersFrom,
  numbersOf,
  parametersFor,
  readNumberTexts,
  setOfParameters,
  type CanonicalSet,
  type DimensionalName,
  type NumberName,
} from '../../src/study';
import { evaluateParameters } from '../../src/language';
import { Button } from '../controls/Button';
import { Field, TextInput } from '../controls/Field';
import { Section } from '../controls/Section';
import { changeDocument } from '../state/document';
import { isObject, valueAt, withValue } from '../state/json';
import { useStudy } from '../state/study';
import { formatNumber } from '../../src/field';
import { showHelp } from './SettingField';
import { summaryOf } from './words';

const numberHelp: Readonly<Record<NumberName, string>> = {
  Re: 'Reynolds number, speed times length over viscosity.',
  Rm: 'Magnetic Reynolds number, speed times length over magnetic diffusivity.',
  S: 'Coupling of the magnetic force, the square of Alfvén speed over speed; 1 in Alfvén units.',
  Ha: 'The square root of the magnetic force over the viscous one: of S times Re times Rm.',
  Pm: 'Magnetic Prandtl number, viscosity over magnetic diffusivity.',
  Lu: 'Lundquist number, Alfvén speed times length over magnetic diffusivity.',
};

const parameterHelp = {
  nu: 'the viscosity 1/Re',
  eta: 'the magnetic diffusivity 1/Rm',
  S: 'the coupling of the magnetic force',
} as const;

type Texts<Name extends string> = Readonly<Partial<Record<Name, string>>>;

interface Outcome {
  /** Numbers that values with units come to. */
  readonly found: Readonly<Partial<Record<NumberName, number>>>;
  readonly set: CanonicalSet;
  readonly wrong: string | null;
}

/** What follows from the texts: numbers and the canonical set, or a sentence on what is wrong. */
function outcomeOf(numbers: Texts<NumberName>, values: Texts<DimensionalName>): Outcome {
  try {
    const found = numbersFrom(values);
    const all = { ...found, ...readNumberTexts(numbers) };
    return { found, set: canonicalSet(all), wrong: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { found: {}, set: {}, wrong: error.message };
  }
}

/** Each number that a canonical set fixes. */
function NumbersShown({ set }: { set: CanonicalSet }) {
  const numbers = Object.entries(numbersOf(set));
  if (numbers.length === 0) return null;
  return (
    <p className="code" aria-label="Numbers that follow">
      {numbers.map(([name, value]) => `${name} = ${formatNumber(value)}`).join(', ')}
    </p>
  );
}

/** What the study's own parameters say of ν, η and S. */
function useOwnSet(): CanonicalSet {
  const { study } = useStudy();
  const evaluated = study === null ? null : evaluateParameters(study.parameters);
  return evaluated?.ok === true ? setOfParameters(evaluated.values) : {};
}

/** Gives viscosity, diffusivity and coupling in units of a length and a speed, from numbers or values with units. */
export function DimensionlessNumbers() {
  const [numbers, setNumbers] = useState<Texts<NumberName>>({});
  const [values, setValues] = useState<Texts<DimensionalName>>({});
  const { found, set, wrong } = outcomeOf(numbers, values);
  const entries = Object.entries(set);
  const own = useOwnSet();
  const ownNumbers = Object.entries(numbersOf(own));
  const apply = (): void =>
    changeDocument('', (document) => {
      const parameters = valueAt(document, ['parameters']);
      const given = isObject(parameters) ? (parameters as Record<string, number | string>) : {};
      return Object.entries(parametersFor(set, given)).reduce(
        (changed, [name, value]) => withValue(changed, ['parameters', name], Number(value.toPrecision(12))),
        document,
      );
    });
  return (
    <Section
      title="Dimensionless numbers"
      summary={
        ownNumbers.length === 0
          ? 'none'
          : summaryOf(ownNumbers.map(([name, value]) => `${name} = ${formatNumber(value)}`))
      }
      failed={wrong !== null}
    >
      {ownNumbers.length > 0 && (
        <div className="section-entry">
          <p className="soft">The parameters of this study come to</p>
          <NumbersShown set={own} />
        </div>
      )}
      <p className="section-note">
        Give any of the numbers, or values with units. In units of the length and the speed follow ν, η and S.
      </p>
      {numberNames.map((name) => (
        <Field key={name} label={name} help={numberHelp[name]} onHelp={showHelp}>
          <TextInput
            code
            name={`Number ${name}`}
            value={numbers[name] ?? ''}
            placeholder={found[name] === undefined ? 'not given' : formatNumber(found[name])}
            onChange={(text) => setNumbers({ ...numbers, [name]: text.trim() === '' ? undefined : text })}
          />
        </Field>
      ))}
      {(Object.keys(dimensionalValues) as DimensionalName[]).map((name) => {
        const { label, example } = dimensionalValues[name];
        return (
          <Field
            key={name}
            label={label}
            help={`A value with its unit, such as ${example}.`}
            onHelp={showHelp}
          >
            <TextInput
              code
              name={label}
              value={values[name] ?? ''}
              placeholder={example}
              onChange={(text) => setValues({ ...values, [name]: text.trim() === '' ? undefined : text })}
            />
          </Field>
        );
      })}
      {wrong !== null && <p className="problem section-entry">{wrong}</p>}
      {entries.length > 0 && (
        <div className="section-entry">
          {entries.map(([name, value]) => (
            <p key={name} className="code">
              {name} = {formatNumber(value)}{' '}
              <span className="soft">{parameterHelp[name as keyof typeof parameterHelp]}</span>
            </p>
          ))}
          <NumbersShown set={set} />
          <Button onClick={apply}>Set the parameters</Button>
        </div>
      )}
    </Section>
  );
}
