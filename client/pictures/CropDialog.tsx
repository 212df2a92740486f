import { useEffect, useState } from 'react'
import { usePicturesCatalogue } from '../i18n/pictures.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { CROPPED_SIDE, MAX_ZOOM, squareOf, wholeCrop, zoomed } from './crop.ts'
import { useCropGestures } from './useCropGestures.ts'

/** WebP is smaller. A browser that cannot write it takes PNG by itself. */
const TYPE = 'image/webp'
const QUALITY = 0.92

interface CropDialogProps {
  picture: ImageBitmap
  onCropped: (picture: Blob) => void
  /** The browser could not draw the picture, for example because it has too many pixels. */
  onFailed: () => void
  onClose: () => void
}

/** Chooses the square of a picture: by dragging, by two fingers, or by sliders for the keyboard. */
export default function CropDialog({ picture, onCropped, onFailed, onClose }: CropDialogProps) {
  const labels = usePicturesCatalogue()
  const [crop, setCrop] = useState(wholeCrop)
  // The dialog puts its content into the document later than this component is drawn.
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const gestures = useCropGestures(picture, crop, setCrop)
  const { left, top, side } = squareOf(crop, picture)

  useEffect(() => {
    const context = canvas?.getContext('2d')
    if (!context) return
    context.clearRect(0, 0, CROPPED_SIDE, CROPPED_SIDE)
    context.drawImage(picture, left, top, side, side, 0, 0, CROPPED_SIDE, CROPPED_SIDE)
  }, [canvas, picture, left, top, side])

  const use = () => canvas?.toBlob((blob) => (blob ? onCropped(blob) : onFailed()), TYPE, QUALITY)
  const percent = (value: number) => Math.round(value * 100)
  return (
    <Dialog title={labels.crop} description={labels.cropHelp} onClose={onClose}>
      <div className="flex flex-col items-center gap-4">
        <div
          {...gestures}
          className="relative size-64 max-w-full cursor-move touch-none overflow-hidden rounded-card bg-surface select-none"
        >
          <canvas
            ref={setCanvas}
            aria-hidden
            width={CROPPED_SIDE}
            height={CROPPED_SIDE}
            className="size-full"
          />
          {/* Others see a circle. What lies outside of it is darker. */}
          <span className="pointer-events-none absolute inset-0 rounded-full shadow-[0_0_0_200px_rgb(0_0_0/0.45)]" />
        </div>
        <Slider
          label={labels.zoom}
          text={labels.percent(percent(crop.zoom))}
          min={100}
          max={MAX_ZOOM * 100}
          value={percent(crop.zoom)}
          onValue={(value) => setCrop(zoomed(crop, picture, value / 100))}
        />
        <Slider
          label={labels.across}
          text={labels.percent(percent(crop.x))}
          min={0}
          max={100}
          value={percent(crop.x)}
          onValue={(value) => setCrop({ ...crop, x: value / 100 })}
        />
        <Slider
          label={labels.down}
          text={labels.percent(percent(crop.y))}
          min={0}
          max={100}
          value={percent(crop.y)}
          onValue={(value) => setCrop({ ...crop, y: value / 100 })}
        />
        <div className="flex w-full flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{labels.cancel}</Button>
          <Button look="primary" onClick={use}>
            {labels.use}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

interface SliderProps {
  label: string
  text: string
  min: number
  max: number
  value: number
  onValue: (value: number) => void
}

function Slider({ label, text, min, max, value, onValue }: SliderProps) {
  return (
    <label className="flex w-full items-center gap-3 text-sm">
      <span className="w-28 shrink-0">{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={5}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onValue(event.currentTarget.valueAsNumber)}
        className="h-8 min-w-0 flex-1 accent-accent touch:h-11"
      />
    </label>
  )
}
