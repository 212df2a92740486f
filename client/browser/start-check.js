/*
 * Tells in words why the page does not start. It is plain old JavaScript without imports, because it must run where the
 * page cannot. The build puts it into index.html, where it runs first. No catalogue is loaded then, so it is English.
 */
;(function () {
  // zod reads this when it is loaded. Without it, zod tries `new Function` when a schema is made. The content security
  // policy refuses that, and the browser reports it at each load.
  window['__zod_globalConfig'] = { jitless: true }

  // A page without TLS, such as one in a local network, lacks it.
  if (window.crypto && !crypto.randomUUID && crypto.getRandomValues) {
    crypto.randomUUID = function () {
      var bytes = crypto.getRandomValues(new Uint8Array(16))
      // The version and the variant of a random UUID.
      bytes[6] = (bytes[6] & 0x0f) | 0x40
      bytes[8] = (bytes[8] & 0x3f) | 0x80
      var digits = ''
      for (var i = 0; i < 16; i++) digits += (bytes[i] + 256).toString(16).slice(1)
      return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    }
  }

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
