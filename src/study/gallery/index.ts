import { advection } from './advection';
import { allenCahn } from './allen-cahn';
import { beam } from './beam';
import { beltrami } from './beltrami';
import { burgers } from './burgers';
import { burgersData } from './burgers-data';
import { burgersInverse } from './burgers-inverse';
import { cavity } from './cavity';
import { conductivityInverse } from './conductivity-inverse';
import { cylinderShell } from './cylinder-shell';
import { elasticity } from './elasticity';
import type { GalleryEntry } from './entry';
import { fisher } from './fisher';
import { heat } from './heat';
import { helmholtz } from './helmholtz';
import { inclusion } from './inclusion';
import { interfaceProblem } from './interface';
import { kdv } from './kdv';
import { kovasznay } from './kovasznay';
import { kuramotoSivashinsky } from './kuramoto-sivashinsky';
import { lShape } from './l-shape';
import { lotkaVolterra } from './lotka-volterra';
import { magneticGallery } from './magnetic';
import { poisson } from './poisson';
import { poisson10 } from './poisson-10d';
import { poisson100 } from './poisson-100d';
import { poisson5 } from './poisson-5d';
import { reactionDiffusion } from './reaction-diffusion';
import { schroedinger } from './schroedinger';
import { sequenceGallery, type SequenceGalleryEntry } from './sequences';
import { soliton } from './soliton';
import { vanDerPol } from './van-der-pol';
import { volterra } from './volterra';
import { wave } from './wave';

export type { GalleryEntry } from './entry';
export { sequenceGallery, twoStudies, type SequenceGalleryEntry } from './sequences';

/** Every study that ships with the lab, in the order in which the cards are shown. */
export const gallery: readonly GalleryEntry[] = [
  burgers,
  burgersData,
  burgersInverse,
  conductivityInverse,
  heat,
  wave,
  advection,
  fisher,
  soliton,
  kdv,
  allenCahn,
  kuramotoSivashinsky,
  schroedinger,
  reactionDiffusion,
  lotkaVolterra,
  vanDerPol,
  poisson,
  lShape,
  helmholtz,
  interfaceProblem,
  inclusion,
  cylinderShell,
  elasticity,
  beam,
  volterra,
  kovasznay,
  cavity,
  beltrami,
  poisson5,
  poisson10,
  poisson100,
  ...magneticGallery,
];

/** Studies of every lab. */
export const wholeGallery: readonly (GalleryEntry | SequenceGalleryEntry)[] = [
  ...gallery,
  ...sequenceGallery,
];

/** The study of equations called `name`, if there is one. */
export function galleryEntry(name: string): GalleryEntry | undefined {
  return gallery.find((entry) => entry.name === name);
}
