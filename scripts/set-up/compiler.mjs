import { findProgram } from './place.mjs';
import { SetUpProblem } from './problem.mjs';

/** The path of a C++ compiler. */
export function findCompiler(env = process.env) {
  for (const name of [env.CXX, 'c++', 'g++', 'clang++']) {
    const found = name ? findProgram(name, env) : null;
    if (found) return found;
  }
  throw new SetUpProblem(
    'No C++ compiler was found.',
    'The bridge between Node and TensorFlow is two source files, compiled once on this machine.',
    'Install one (Debian, Ubuntu: sudo apt-get install g++), then run the same command again.',
  );
}
