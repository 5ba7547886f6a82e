/** Whether the disk is full: known as long as the worker lives and no longer, since a full disk keeps no note of it.
 *  Each attempt to keep an answer finds it out again. */
export const disk = { full: false };
