/** A CSL-JSON record in the making. */
export interface WritableItem {
  id: string;
  type: string;
  [variable: string]: unknown;
}

/**
 * Makes records that have room for ten more variables from the start, which an object literal has not: adding variables
 * then moves nothing, and a large library is read in less time and memory. They are plain objects all the same.
 */
export const newItem = roomyConstructor();

function roomyConstructor(): (id: string, type: string) => WritableItem {
  function Item(this: WritableItem, id: string, type: string) {
    this.id = id;
    this.type = type;
  }
  Item.prototype = Object.prototype;
  const RoomyItem = Item as unknown as new (id: string, type: string) => WritableItem;
  return (id, type) => new RoomyItem(id, type);
}
