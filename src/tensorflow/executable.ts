import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { print, sameType, typeText, type Program, type Region } from '../program';
import { cacheFolder, engineSettings, ownFolder, pinnedTensorFlow } from './environment';
import { graphNames, lower } from './graph';
import { nativeBinding } from './native';
import { DeviceTensor } from './tensors';

/** Increased when the same program is lowered to another graph. */
const loweringVersion = 9;

/** How TensorFlow says that a file of compiled code is cut off or garbled. */
const damagedCode = /Read less bytes than requested|Can't parse .* as binary proto/;

/** A program that the engine has loaded. */
export class Executable {
  constructor(
    readonly program: Program,
    private loadedModel: number,
    private readonly reload: () => number,
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
    const results = this.start(ids);
    return results.map((result, k) => new DeviceTensor(program.outputs[k].type, result.id));
  }

  /** The addon's number for the loaded model. */
  get model(): number {
    return this.loadedModel;
  }

  /** Compiled code that was damaged on disk is thrown away, once, and made anew. */
  private start(ids: readonly number[]) {
    const run = () => nativeBinding().runSavedModel(this.model, ids, this.inputNames, this.outputNames);
    try {
      return run();
    } catch (error) {
      const folder = ownFolder('compiled');
      if (!folder || !damagedCode.test(String(error))) throw error;
      discard(folder);
      ownFolder('compiled');
      nativeBinding().deleteSavedModel(this.model);
      this.loadedModel = this.reload();
      return run();
    }
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
  const load = () => fromCache(folder) ?? fresh(folder, lower(program, region));
  const names = graphNames(program);
  const executable = new Executable(program, load(), load, names.inputs.join(','), names.outputs.join(','));
  loaded.set(key, executable);
  return executable;
}

/** Loads a program that is kept on disk. Null when there is none; a damaged one is thrown away. */
function fromCache(folder: string): number | null {
  if (!existsSync(path.join(folder, 'saved_model.pb'))) return null;
  try {
    return nativeBinding().loadSavedModel(folder, 'serve');
  } catch {
    discard(folder);
    return null;
  }
}

/** Keeps the graph on disk and loads it. A cache that can't be written is done without. */
function fresh(folder: string, bytes: Uint8Array): number {
  const draft = `${folder}.${randomUUID().slice(0, 8)}`;
  try {
    write(draft, bytes);
    // All or nothing: whoever looks meanwhile finds a whole model or none.
    renameSync(draft, folder);
    return nativeBinding().loadSavedModel(folder, 'serve');
  } catch {
    discard(draft);
  }
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'collocate-program-'));
  try {
    write(temporary, bytes);
    return nativeBinding().loadSavedModel(temporary, 'serve');
  } finally {
    discard(temporary);
  }
}

function write(folder: string, bytes: Uint8Array): void {
  mkdirSync(path.join(folder, 'variables'), { recursive: true });
  writeFileSync(path.join(folder, 'saved_model.pb'), bytes);
}

/** Removes a folder where that is allowed. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is in nobody's way.
  }
}

/** Unloads every program (tests, and before a change of device). */
export function unloadAll(): void {
  for (const executable of loaded.values()) nativeBinding().deleteSavedModel(executable.model);
  loaded.clear();
}
