import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { usePostsCatalogue } from '../i18n/posts.ts'
import { paths } from '../navigation/routes.ts'
import { Board } from './Board.tsx'
import { PostPage } from './PostPage.tsx'
import { placeOf } from './place.ts'
import { PersonLink, PostLink, Unopened } from './OpenLink.tsx'

/** The pages of posts, and the links with which other applications open a conversation. */
export default function Posts({ path }: { path: string }) {
  const labels = usePostsCatalogue()
  const place = placeOf(path)
  switch (place.kind) {
    case 'board':
      return (
        <SettingsFrame title={labels.posts} back={{ href: paths.home, label: labels.back }}>
          <Board />
        </SettingsFrame>
      )
    case 'post':
      return (
        <SettingsFrame title={labels.posts} back={{ href: paths.posts, label: labels.all }}>
          <PostPage key={place.id} id={place.id} />
        </SettingsFrame>
      )
    case 'post_link':
      return <PostLink key={path} type={place.type} id={place.id} />
    case 'person_link':
      return <PersonLink key={path} username={place.username} />
    case 'unknown':
      return <Unopened problem={labels.noPost} />
  }
}
