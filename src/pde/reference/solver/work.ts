export { finish } from '../../../run';
