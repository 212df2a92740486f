import { isolating } from '../isolate.ts'

/** Choosing and cropping the picture of a profile or a group. */
export const pictures = isolating({
  picture: 'Picture',
  choose: 'Choose a picture',
  change: 'Change the picture',
  remove: 'Remove the picture',
  removed: 'The picture was removed.',
  saved: 'The picture was saved.',
  chosen: 'The group gets this picture when you create it.',
  notShown:
    'This file is not a picture that this browser can show. Choose a JPEG, PNG, WebP or GIF.',
  refused: 'The server could not draw this picture. Choose another one.',
  switchedOff: 'Uploads are switched off, so the picture cannot be changed now.',

  crop: 'Crop the picture',
  cropHelp: 'Drag the picture, or use the sliders. Others see what is inside the circle.',
  zoom: 'Zoom',
  across: 'Left and right',
  down: 'Up and down',
  percent: (share: number) => `${share} %`,
  use: 'Use this picture',
  cancel: 'Cancel',
})
export type PicturesCatalogue = typeof pictures
