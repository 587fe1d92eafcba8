import { describe, expect, it } from 'vitest';
import { memoryProblems } from '../../../src/lab/memory';
import { checkDocument } from '../../../src/lab/check';
import { studySchema } from '../../../src/study/schema';

const study = (width: number, phases: object[]) =>
  studySchema.parse({
    collocate: 1,
    coordinates: { x: [0, 1] },
    fields: ['u'],
    equations: ['u_x = 1'],
    network: { kind: 'mlp', width, depth: 2 },
    training: { phases },
  });
const adam = { optimiser: 'adam', steps: 10 };
const broyden = { optimiser: 'self-scaled-broyden', steps: 10 };

/** The sentence that refuses it; none where it fits. */
const refusal = (asked: ReturnType<typeof study>, available: number) =>
  memoryProblems(asked, available)
    .map(({ message }) => message)
    .join();

describe('the memory that a study needs', () => {
  it('counts the matrix of self-scaled Broyden', () => {
    const wide = study(200, [adam, broyden]);
    expect(refusal(wide, 40801 ** 2 * 16)).toBe('');
    expect(refusal(wide, 40801 ** 2 * 16 - 1)).toMatch(/40801 parameters.*26\.6 GB.*Adam and matrix-free/);
  });

  it('refuses what would take 500 GB with its estimate, for its matrix and for its points', () => {
    // Two matrices of n² float64 numbers; two layers of width w on one coordinate have n = w² + 4w + 1 parameters.
    expect(refusal(study(420, [broyden]), 64e9)).toMatch(
      /^The network has 178081 parameters.*: 507\.4 GB of memory, where this machine has 64\.0 GB\./,
    );
    const many = { ...study(8, [adam]), points: { ...study(8, [adam]).points, equations: 7e9 } };
    expect(refusal(many, 64e9)).toMatch(
      /^The study has 7000000000 points, which take 504\.0 GB of memory, where this machine has 64\.0 GB\. Take fewer points/,
    );
  });

  it('is told when a study is checked', async () => {
    const { problems } = await checkDocument(
      {
        collocate: 1,
        coordinates: { x: [0, 1] },
        fields: ['u'],
        equations: ['u_x = 1'],
        conditions: [{ on: 'x = 0', require: 'u = 0' }],
        network: { width: 1000, depth: 8 },
        training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 1 }] },
      },
      null,
    );
    expect(problems.map(({ path }) => path)).toEqual([['network']]);
  });

  it('counts vectors for Adam and matrix-free', () => {
    expect(refusal(study(200, [adam, { ...broyden, steps: 0 }]), 1e7)).toBe('');
    expect(refusal(study(200, [adam]), 1e6)).toMatch(/Take a smaller network\.$/);
  });
});
