/** Trains a small study in a process of its own and prints the digest of its parameters. */
import { createHash } from 'node:crypto';
import { gallery, train, trainerOf } from '../engine/pde/support';

async function main(): Promise<void> {
  const trainer = await trainerOf(gallery('burgers'), 1);
  await train(trainer, 16);
  const parameters = trainer.networkParameters();
  const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  console.log(
    JSON.stringify({ step: trainer.step, digest: createHash('sha256').update(bytes).digest('hex') }),
  );
}

void main();
