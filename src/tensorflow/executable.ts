import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { print, sameType, typeText, type Program, type Region } from '../program';
import { cacheFolder, engineSettings, pinnedTensorFlow } from './environment';
import { graphNames, lower } from './graph';
import { nativeBinding } from './native';
import { DeviceTensor } from './tensors';

/** Increased when the same program is lowered to another graph. */
const loweringVersion = 3;

/** A program that the engine has loaded. */
export class Executable {
  constructor(
    readonly program: Program,
    readonly model: number,
    private readonly inputNames: string,
    private readonly outputNames: string,
  ) {}

  /** Runs the program; the results are new tensors that the caller disposes. Blocks until they are there. */
  run(inputs: readonly DeviceTensor[]): DeviceTensor[] {
    const { program } = this;
    if (inputs.length !== program.inputs.length) {
      throw new Error(`${program.name} takes ${program.inputs.length} inputs, ${inputs.length} were given.`);
    }
    inputs.forEach((input, k) => {
      if (sameType(input.type, program.inputs[k].type)) return;
      throw new Error(
        `Input ${k} of ${program.name} is ${typeText(program.inputs[k].type)}, ${typeText(input.type)} was given.`,
      );
    });
    const ids = inputs.map((input) => input.id);
    const results = nativeBinding().runSavedModel(this.model, ids, this.inputNames, this.outputNames);
    return results.map((result, k) => new DeviceTensor(program.outputs[k].type, result.id));
  }

  /** Runs the program and disposes the inputs. */
  consume(inputs: readonly DeviceTensor[]): DeviceTensor[] {
    const results = this.run(inputs);
    inputs.forEach((input) => input.dispose());
    return results;
  }
}

const loaded = new Map<string, Executable>();

/**
 * Makes a program ready to run: lowered once for each printed form, kept on disk and in the process. XLA compiles it
 * at its first run. `region` 'xla' compiles the whole; 'native' runs op by op, with calls marked 'xla' compiled.
 */
export function compile(program: Program, region: Region = 'xla'): Executable {
  engineSettings();
  const text = `${pinnedTensorFlow} ${loweringVersion} ${region}\n${print(program)}`;
  const key = createHash('sha256').update(text).digest('hex');
  const known = loaded.get(key);
  if (known) return known;
  const folder = path.join(cacheFolder(), 'programs', key.slice(0, 32));
  const model = existsSync(path.join(folder, 'saved_model.pb'))
    ? nativeBinding().loadSavedModel(folder, 'serve')
    : loadFresh(folder, lower(program, region));
  const names = graphNames(program);
  const executable = new Executable(program, model, names.inputs.join(','), names.outputs.join(','));
  loaded.set(key, executable);
  return executable;
}

/** Stores the graph, atomically, and loads it. A cache that can't be written is done without. */
function loadFresh(folder: string, bytes: Uint8Array): number {
  const write = (target: string) => {
    mkdirSync(path.join(target, 'variables'), { recursive: true });
    writeFileSync(path.join(target, 'saved_model.pb'), bytes);
  };
  const draft = `${folder}.${randomUUID().slice(0, 8)}`;
  try {
    write(draft);
    renameSync(draft, folder);
    return nativeBinding().loadSavedModel(folder, 'serve');
  } catch {
    rmSync(draft, { recursive: true, force: true });
    const temporary = mkdtempSync(path.join(os.tmpdir(), 'collocate-program-'));
    try {
      write(temporary);
      return nativeBinding().loadSavedModel(temporary, 'serve');
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
}

/** Unloads every program (tests, and before a change of device). */
export function unloadAll(): void {
  for (const executable of loaded.values()) nativeBinding().deleteSavedModel(executable.model);
  loaded.clear();
}
