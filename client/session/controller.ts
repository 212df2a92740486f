import { isOutdated, PROTOCOL } from '../../wire/protocol.ts'
import type { PublicConfig } from '../../wire/session.ts'
import { acceptsSiteData } from '../browser/site-data.ts'
import { forgetSignIn } from '../browser/stores.ts'
import { reloadOnce } from '../browser/reload-once.ts'
import { RequestError } from '../requests/request-error.ts'
import { hasLink, takeLink } from './address.ts'
import { api, type Api } from '../requests/http.ts'
import { leaveNothing } from './leave-nothing.ts'
import { formActions, type FillIn } from './form-actions.ts'
import { createLogOut } from './log-out.ts'
import type { SessionController, SignInMethods } from './model.ts'
import { createSessionLife } from './session-life.ts'
import { createSession, type Session } from './session.ts'
import { failed, failure } from './steps.ts'
import { createSignIn, type SignInService } from './supabase/supabase.ts'
import type { Opened } from './supabase/sign-in-result.ts'
import type { Forms } from './sign-in.ts'
import { createTabs, type Tabs } from './tabs.ts'
import { tryAgainByItself } from './try-again.ts'

export interface SessionOptions {
  call?: Api
  tabs?: Tabs
  signIn?: (config: PublicConfig) => SignInService
}

interface Loaded {
  config: PublicConfig
  signIn: SignInService
  session: Session
}

/** A signed-in person needs no forms, so their code is not in the first load. */
const forms = () => import('./sign-in.ts')

async function openForms(signIn: SignInService): Promise<Forms> {
  const [code, auth] = await Promise.all([forms(), signIn.auth()])
  return code.createForms(auth)
}

/** The cookies may still be good where the browser refuses every store. Then the page works from memory. */
const isLetIn = (call: Api) =>
  call('GET', '/api/auth/session').then(
    () => true,
    () => false,
  )

export function createSessionController(options: SessionOptions = {}): SessionController {
  const { call = api, tabs = createTabs(), signIn: makeSignIn = createSignIn } = options
  const life = createSessionLife()
  let made: SignInService | null = null
  const logOut = createLogOut(call, () => made)
  let loaded: Loaded | null = null
  let starting: Promise<void> | null = null
  let methods: Promise<SignInMethods> | null = null
  /**
   * The number of forms that this tab is sending. Their `SIGNED_IN` events are expected, so the session ignores them.
   */
  let formsOpen = 0
  /** The link that this page was opened with. It leaves the address bar before anything else happens. */
  const link = takeLink()
  let opened: Opened = { kind: 'nothing' }
  // A log-out counts at once. The sign-in is stored until Supabase was told.
  leaveNothing(life, () => (logOut.begun() || !loaded ? null : loaded.signIn.storedUser()))
  // A tab that could not start tries again when another one was let in.
  tabs.onMessage((message) =>
    loaded ? loaded.session.onTabMessage(message) : void controller.start(),
  )
  const tryIfAway = tryAgainByItself(life, () => again(), tabs.tell)
  life.subscribe(keepUnlessStarting)

  async function begin(): Promise<void> {
    window.addEventListener('online', onOnline)
    window.addEventListener('hashchange', onHashChange)
    window.addEventListener('pageshow', onPageShow)
    try {
      const config = await call<PublicConfig>('GET', '/api/config')
      // An outdated page reloads once, before it reads anything that it would misread. If it is still outdated, its
      // socket reports it.
      if (isOutdated(PROTOCOL, config.protocol) && reloadOnce(config.protocol)) return
      if (!acceptsSiteData() && !(await isLetIn(call))) {
        starting = null
        life.become('failed', failure('no_site_data'))
        return
      }
      const signIn = (made = makeSignIn(config))
      logOut.hide(signIn.leave)
      const session = createSession({ call, life, tabs, logOut, signIn })
      signIn.onRefused(session.supabaseRefused)
      opened = await signIn.open(link)
      loaded = { config, signIn, session }
      signIn.onChange(() => {
        if (formsOpen === 0) session.onSignIn()
      })
      // Until here the page shows the failure of the last start, if there was one.
      life.become('restart', { kind: 'starting' })
      await session.begin(opened)
    } catch (error) {
      starting = null
      if (!(error instanceof RequestError)) throw error
      life.become('failed', failed(error))
    }
  }

  /** The page shows its failure meanwhile. */
  const again = () => loaded?.session.again() ?? controller.start()

  /** Whoever starts or is let in needs no client of Supabase at once. Their page calls `keepSignIn` when it is shown. */
  function keepUnlessStarting(): void {
    const { kind } = life.get()
    if (kind !== 'starting' && kind !== 'bridging' && kind !== 'ready') controller.keepSignIn()
  }

  function onOnline() {
    if (loaded === null) return void controller.start()
    if (logOut.begun()) void tabs.exclusively(logOut.finish).catch(() => undefined)
    tryIfAway()
  }

  /** The browser kept this page while the person was elsewhere. What other tabs said meanwhile did not reach it. */
  function onPageShow({ persisted }: PageTransitionEvent) {
    if (!persisted || loaded === null) return
    const { session, signIn } = loaded
    if (logOut.begun() || signIn.storedUser() === null) session.onTabMessage({ kind: 'logged_out' })
    else session.onSignIn()
  }

  /** A link to this very page changes only the fragment. The page is loaded anew, so that it is asked about. */
  function onHashChange() {
    if (hasLink()) location.reload()
  }

  const fillIn: FillIn = async (use, then = (session) => session.bridge()) => {
    if (loaded === null) await controller.start()
    if (loaded === null) return { kind: 'refused', reason: 'network' }
    formsOpen++
    try {
      // A log-out that is still on its way would end the sign-in that is about to begin.
      await tabs.exclusively(logOut.finish).catch(() => undefined)
      const ours = await openForms(loaded.signIn).catch(() => null)
      if (ours === null) return { kind: 'refused', reason: 'network' }
      const result = await use(ours)
      if (result.kind === 'done') {
        opened = { kind: 'nothing' }
        void then(loaded.session)
      }
      return result
    } finally {
      formsOpen--
    }
  }

  function signIn(): SignInService {
    if (loaded === null) throw new RequestError('network')
    return loaded.signIn
  }

  async function readMethods(): Promise<SignInMethods> {
    await starting
    const settings = await signIn().settings()
    return (await forms()).methodsOf(settings)
  }

  const controller: SessionController = {
    getState: life.get,
    subscribe: life.subscribe,
    checks: (create) => create({ call, loaded: () => loaded, start: () => controller.start() }),
    start: () => (starting ??= begin()),
    keepSignIn: () => loaded?.signIn.keep(),
    config: () => loaded?.config ?? null,
    methods() {
      methods ??= readMethods().catch((error: unknown) => {
        methods = null
        throw error
      })
      return methods
    },

    ...formActions(fillIn),

    async followLink() {
      if (opened.kind !== 'question') return { kind: 'refused', reason: 'other' }
      return fillIn(opened.follow)
    },
    async declineLink() {
      opened = { kind: 'nothing' }
      await loaded?.session.begin(opened)
    },
    linkProblem: () => (opened.kind === 'problem' ? opened.problem : null),

    async withAuth(use) {
      formsOpen++
      try {
        return await use(await signIn().auth())
      } finally {
        formsOpen--
      }
    },
    async secondFactors() {
      return (await openForms(signIn())).secondFactors()
    },
    verifySecondFactor: (id, code) =>
      fillIn(
        (forms) => forms.verifySecondFactor(id, code),
        // A new password waits for the second step. The bridge comes after it.
        (session) => life.get().kind === 'new_password' || session.bridge(),
      ),

    async suspension(text) {
      const { askAboutSuspension } = await import('./suspension.ts')
      return askAboutSuspension(call, signIn(), text)
    },

    async retry() {
      if (loaded !== null) await loaded.session.retry()
      else if (life.become('restart', { kind: 'starting' })) await controller.start()
    },
    async logOut() {
      if (loaded !== null) return loaded.session.logOut()
      // The page could not start, so it knows only from earlier under which name Supabase's client stores the sign-in.
      // The next start finishes the log-out.
      logOut.begin(null)
      logOut.hide(forgetSignIn)
      life.become('ended', { kind: 'signed_out', reason: 'by_me' })
      await controller.start()
    },
    recover: async () => loaded?.session.recover() ?? false,
    refused: (code) => loaded?.session.refused(code),
    otherPerson: (userId) => void loaded?.session.otherPerson(userId),
    ended: async (reason) => loaded?.session.ended(reason) ?? false,
  }
  return controller
}
