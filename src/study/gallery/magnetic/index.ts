import { alfvenState, alfvenStateSoft } from './alfven-state';
import { alfvenWave } from './alfven-wave';
import { magneticCube } from './cube';
import { inductionlessDuct, shercliffDuct } from './duct';
import { magneticBeltrami } from './ethier-steinman';
import { forceFree } from './force-free';
import { hartmann, hartmannConducting, hartmannPlane } from './hartmann';
import { alfvenInverse, hiddenField } from './inverse';
import { magneticRegression, magneticTaylorGreen, orszagTang, planeOrszagTang } from './orszag-tang';
import { magneticVortices } from './taylor-green';
import type { GalleryEntry } from '../entry';

/** Flows of conducting fluids. */
export const magneticGallery: readonly GalleryEntry[] = [
  alfvenState,
  alfvenStateSoft,
  magneticCube,
  magneticBeltrami,
  forceFree,
  alfvenWave,
  magneticVortices,
  planeOrszagTang,
  orszagTang,
  magneticTaylorGreen,
  magneticRegression,
  hartmann,
  hartmannConducting,
  hartmannPlane,
  shercliffDuct,
  inductionlessDuct,
  alfvenInverse,
  hiddenField,
];
