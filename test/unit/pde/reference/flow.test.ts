import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../../src/language';
import { checkReference } from '../../../../src/pde/reference';
import { parseStudy, type StudyDocument } from '../../../../src/study';

const study: StudyDocument = {
  collocate: 1,
  coordinates: { x: [0, 1], y: [0, 2], t: [0, 1] },
  fields: ['u', 'v', 'p'],
  vectors: { U: ['u', 'v'] },
  parameters: { nu: 0.1 },
  equations: ['dt(U) + advect(U, U) = -grad(p) + nu*laplacian(U)', 'div(U) = 0'],
  conditions: [
    { on: 't = 0', require: 'U = (sin(2*pi*y), 0)' },
    { require: 'U(x=0) = U(x=1)' },
    { require: 'U(y=0) = U(y=2)' },
  ],
};
const flow = { velocity: ['u', 'v'], pressure: 'p', viscosity: 'nu' };

/** The errors that a study with this flow has, as sentences. */
function found(changes: object, others: Partial<StudyDocument> = {}): string {
  const parsed = parseStudy({
    ...study,
    reference: { kind: 'solver', flow: { ...flow, ...changes } },
    ...others,
  });
  if (!parsed.ok) return parsed.problems.map(({ message }) => message).join('\n');
  const { meaning, problems } = readStudy(parsed.study);
  const all = [...problems, ...(meaning ? checkReference(parsed.study, meaning) : [])];
  return all
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)
    .join('\n');
}

const [first, , alongY] = study.conditions!;

describe('the solver of flows', () => {
  it('takes a study that gives all it needs', () => {
    expect(found({})).toBe('');
    expect(found({ initial: { u: 'sin(2*pi*y)', v: '0' } }, { conditions: study.conditions!.slice(1) })).toBe(
      '',
    );
    expect(found({ box: { x: [0, 2] } }, { conditions: [first, alongY] })).toBe('');
    expect(found({ points: { x: 16, y: 32 }, step: '1/100' })).toBe('');
  });

  it.each<[object, Partial<StudyDocument>, string]>([
    [
      { velocity: ['u'] },
      {},
      'reference.flow.velocity has 1 components; give one for each of x and y, or three.',
    ],
    [{ velocity: ['u', 'vv'] }, {}, 'there is no field or definition "vv". Did you mean "v"?'],
    [{ pressure: 'q' }, {}, 'there is no field or definition "q"'],
    [{ magnetic: ['u', 'v'] }, {}, 'needs reference.flow.resistivity'],
    [{ viscosity: 'mu' }, {}, 'reference.flow.viscosity: '],
    [{ viscosity: -1 }, {}, 'reference.flow.viscosity is -1, but must be at least 0.'],
    [{ step: 0 }, {}, 'reference.flow.step is 0, but must be greater than 0.'],
    [{ points: { x: 8 } }, {}, 'reference.flow.points needs a count for y.'],
    [{ points: 2 }, {}, 'at least 4'],
    [{ box: { x: [1, 0] } }, {}, 'reference.flow.box.x runs from 1 to 0'],
    [{ initial: { u: 'u' } }, {}, 'reference.flow.initial.u: This holds the field u'],
    [{}, { conditions: [first, alongY] }, 'periodic along x: add a condition such as "u(x=0) = u(x=1)"'],
    [{}, { conditions: study.conditions!.slice(1) }, 'needs the value of u at the start'],
    [
      {},
      { parameters: {}, unknowns: { nu: { start: 1 } } },
      'The flow depends on nu; give the true value under reference.parameters.',
    ],
  ])('refuses with a sentence: %j %j', (changes, others, sentence) => {
    expect(found(changes, others)).toContain(sentence);
  });

  it('takes the true value of what is to be inferred', () => {
    const reference: StudyDocument['reference'] = { kind: 'solver', flow, parameters: { nu: 0.2 } };
    expect(found({}, { parameters: {}, unknowns: { nu: { start: 1 } }, reference })).toBe('');
  });
});
