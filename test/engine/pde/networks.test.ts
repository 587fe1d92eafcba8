import { afterEach, describe, expect, it } from 'vitest';
import { nativeBinding } from '../../../src/tensorflow';
import type { StudyDocument } from '../../../src/study';
import { gallery, small, train, trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

const variants: Record<string, Partial<StudyDocument>> = {
  residual: { network: { kind: 'residual', width: 8, depth: 1 } },
  'modified-mlp': { network: { kind: 'modified-mlp', width: 8, depth: 2, adaptive: 'layer' } },
  'pirate of Fourier features': {
    network: { kind: 'pirate', width: 8, depth: 1 },
    features: { kind: 'fourier', count: 4, scale: 0.5 },
  },
  siren: { network: { kind: 'siren', width: 8, depth: 2, frequency: 2 } },
  'swish with slopes of neurons': {
    network: { width: 8, depth: 2, activation: 'swish', adaptive: 'neuron' },
  },
  'odd symmetry': { symmetries: { u: { x: 'odd' } } },
};

describe('a network on the engine', () => {
  for (const [name, changes] of Object.entries(variants)) {
    it(`${name}: trains`, async () => {
      const phases = [{ optimiser: 'adam', steps: 60, learningRate: 0.01 }] as const;
      const study = gallery('burgers', {
        ...small,
        parameters: { nu: 0.1 },
        training: { ...small.training, phases: [...phases] },
        ...changes,
      });
      const trainer = await trainerOf(study, 2);
      const { losses, outcome } = await train(trainer, 60);
      trainer.dispose();
      expect(outcome).toBe('finished');
      expect(losses[59].loss).toBeLessThan(losses[0].loss / 3);
    });
  }
});
