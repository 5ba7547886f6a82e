/** Ids and labels as they may leave a page: short, and of characters that no sentence does with. */

export const ID = /^[\x21-\x7e]{1,80}$/;
/** Of a model; a longer or stranger one may be a text. */
export const LABEL = /^[\w .:/@+()[\]<>-]{1,80}$/;
