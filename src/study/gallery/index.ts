import { advection } from './advection';
import { beam } from './beam';
import { beltrami } from './beltrami';
import { burgers } from './burgers';
import { burgersData } from './burgers-data';
import { burgersInverse } from './burgers-inverse';
import { conductivityInverse } from './conductivity-inverse';
import { cylinderShell } from './cylinder-shell';
import { elasticity } from './elasticity';
import type { GalleryEntry } from './entry';
import { fisher } from './fisher';
import { heat } from './heat';
import { helmholtz } from './helmholtz';
import { interfaceProblem } from './interface';
import { kovasznay } from './kovasznay';
import { lShape } from './l-shape';
import { poisson } from './poisson';
import { poisson10 } from './poisson-10d';
import { poisson5 } from './poisson-5d';
import { soliton } from './soliton';
import { volterra } from './volterra';
import { wave } from './wave';

export type { GalleryEntry } from './entry';

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
  poisson,
  lShape,
  helmholtz,
  interfaceProblem,
  cylinderShell,
  elasticity,
  beam,
  volterra,
  kovasznay,
  beltrami,
  poisson5,
  poisson10,
];

/** The study called `name`, if there is one. */
export function galleryEntry(name: string): GalleryEntry | undefined {
  return gallery.find((entry) => entry.name === name);
}
