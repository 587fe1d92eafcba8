import { describe, expect, it } from 'vitest';
import { checkMemory } from '../../../src/lab/memory';
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

describe('the memory that a study needs', () => {
  it('counts the matrix of self-scaled Broyden', () => {
    const wide = study(200, [adam, broyden]);
    expect(() => checkMemory(wide, 40801 ** 2 * 16)).not.toThrow();
    expect(() => checkMemory(wide, 40801 ** 2 * 16 - 1)).toThrow(
      /40801 parameters.*26\.6 GB.*Adam and matrix-free/,
    );
  });

  it('refuses what would take 500 GB with its estimate, for its matrix and for its points', () => {
    // Two matrices of n² float64 numbers; two layers of width w on one coordinate have n = w² + 4w + 1 parameters.
    expect(() => checkMemory(study(420, [broyden]), 64e9)).toThrow(
      /^The network has 178081 parameters.*: 507\.4 GB of memory, where this machine has 64\.0 GB\./,
    );
    const many = { ...study(8, [adam]), points: { ...study(8, [adam]).points, equations: 7e9 } };
    expect(() => checkMemory(many, 64e9)).toThrow(
      /^The study has 7000000000 points, which take 504\.0 GB of memory, where this machine has 64\.0 GB\. Take fewer points/,
    );
  });

  it('counts vectors for Adam and matrix-free', () => {
    expect(() => checkMemory(study(200, [adam, { ...broyden, steps: 0 }]), 1e7)).not.toThrow();
    expect(() => checkMemory(study(200, [adam]), 1e6)).toThrow(/Take a smaller network\.$/);
  });
});
