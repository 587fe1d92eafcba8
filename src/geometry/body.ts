import { Cloud } from './cloud/cloud';
import type { Surface } from './mesh/surface';

/** What the files of a geometry describe: a closed surface, or points. */
export type Body = Surface | Cloud;

export function isCloud(body: Body): body is Cloud {
  return body instanceof Cloud;
}
