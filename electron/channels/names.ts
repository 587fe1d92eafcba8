/** The channels between the page's preload script and the main process. */

/** Page to main: a request of the lab protocol. Answered with an `Answer`. */
export const requestChannel = 'collocate:request';
/** Page to main: a call of the host, by name. */
export const hostChannel = 'collocate:host';
/** Main to page: number and body of an event of the lab. */
export const eventChannel = 'collocate:event';
/** Main to page: a piece of a large answer or event; a `Parcel` stands in its place. */
export const pieceChannel = 'collocate:piece';
/** Main to page: the name of a command that was chosen in a menu. */
export const commandChannel = 'collocate:command';
