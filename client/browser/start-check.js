/*
 * Tells in words why the page does not start. It is plain old JavaScript without imports, because it must run where the
 * page cannot. The build puts it into index.html, where it runs first. No catalogue is loaded then, so it is English.
 */
;(function () {
  // zod reads this when it is loaded. Without it, zod tries `new Function` when a schema is made. The content security
  // policy refuses that, and the browser reports it at each load.
  window['__zod_globalConfig'] = { jitless: true }

  var root = document.getElementById('root')
  var TOO_OLD =
    'This browser is too old for Parley. Please use Chrome or Edge 111, Firefox 128, Safari 16.4, or a newer one.'
  var FAILED = 'Parley could not start in this browser. Reload the page, or try another browser.'

  /** The browsers named above are the first to have each of these. */
  function isSupported() {
    return (
      'noModule' in document.createElement('script') &&
      typeof String.prototype.isWellFormed === 'function' &&
      'CSSPropertyRule' in window
    )
  }

  function tell(text) {
    if (root.firstChild) return
    var box = document.createElement('main')
    box.setAttribute('role', 'alert')
    box.style.cssText =
      'max-width:36em;margin:0 auto;padding:20vh 24px 24px;font-family:system-ui,sans-serif;line-height:1.5'
    var title = box.appendChild(document.createElement('h1'))
    title.style.cssText = 'font-size:20px;font-weight:700;margin:0 0 8px'
    title.textContent = 'Parley'
    box.appendChild(document.createElement('p')).textContent = text
    root.appendChild(box)
  }

  // A failure before the first drawing would leave the page blank. If the page draws after all, it takes this away.
  window.addEventListener('error', function () {
    tell(FAILED)
  })
  window.addEventListener('unhandledrejection', function () {
    tell(FAILED)
  })

  if (!isSupported()) {
    document.documentElement.setAttribute('data-too-old', '')
    tell(TOO_OLD)
  }
})()
