/**
 * The most used emoji, with the names people search for. They are downloaded with the picker, and not with
 * the catalogue. Only forms that every system draws are listed.
 */
export const emoji = {
  smileys: `
😀 grinning happy, 😃 smiley happy, 😄 smile happy eyes, 😁 grin beaming, 😆 laughing squint, 😅 sweat smile relief
😂 tears of joy laughing, 🤣 rolling on the floor laughing, 🙂 slight smile, 🙃 upside down, 😉 wink, 😊 blush smile
😇 halo angel innocent, 🥰 hearts in love, 😍 heart eyes love, 🤩 star struck wow, 😘 kiss, 😋 yum delicious
😛 tongue, 😜 winking tongue silly, 🤪 zany crazy, 🤑 money face, 🤗 hug, 🤭 hand over mouth oops, 🤫 shush quiet
🤔 thinking hmm, 🤐 zipper mouth secret, 🤨 raised eyebrow, 😐 neutral, 😑 expressionless, 😶 no mouth silent
😏 smirk, 😒 unamused, 🙄 eye roll, 😬 grimace awkward, 😌 relieved calm, 😔 pensive sad, 😪 sleepy, 😴 sleeping zzz
😷 mask ill, 🤒 thermometer ill fever, 🤕 bandage hurt, 🤢 nauseated sick, 🤮 vomiting sick, 🤧 sneeze cold
🥵 hot, 🥶 cold freezing, 🥴 woozy, 😵 dizzy, 🤯 mind blown exploding head, 🤠 cowboy, 🥳 party celebrate, 😎 cool sunglasses
🤓 nerd, 🧐 monocle, 😕 confused, 😟 worried, 🙁 frown, 😮 open mouth surprised, 😲 astonished, 😳 flushed embarrassed
🥺 pleading please, 😨 fearful, 😰 anxious sweat, 😥 sad relieved, 😢 cry tear, 😭 sob loud crying, 😱 scream
😖 confounded, 😞 disappointed, 😓 downcast sweat, 😩 weary, 😫 tired, 🥱 yawn bored, 😤 huff triumph, 😡 angry red
😠 angry, 🤬 swearing, 😈 devil smiling, 💀 skull dead, 💩 poop, 🤡 clown, 👻 ghost, 👽 alien, 🤖 robot, 😺 cat smiling
😹 cat joy, 🙈 see no evil monkey, 🙉 hear no evil monkey, 🙊 speak no evil monkey`,
  people: `
👍 thumbs up yes like, 👎 thumbs down no, 👌 ok perfect, 🤌 pinched fingers, ✌️ victory peace, 🤞 fingers crossed luck
🤟 love you, 🤘 rock horns, 🤙 call me, 👈 point left, 👉 point right, 👆 point up, 👇 point down, ☝️ index up
👋 wave hello bye, 🤚 back of hand, ✋ raised hand stop, 🖖 vulcan, 👏 clap applause, 🙌 raised hands hooray
👐 open hands, 🤲 palms up, 🤝 handshake deal, 🙏 folded hands thanks please, ✍️ writing, 💪 strong muscle
👂 ear listen, 👀 eyes look, 🧠 brain, 👶 baby, 🧒 child, 👩 woman, 👨 man, 🧑 person, 👵 old woman, 👴 old man
🙅 no gesture, 🙆 ok gesture, 💁 tipping hand, 🙋 raising hand me, 🤦 facepalm, 🤷 shrug, 💃 dance, 🕺 dancing man
🏃 running, 🚶 walking, 🧘 meditate yoga, 👩‍💻 woman technologist computer, 👨‍💻 man technologist computer`,
  nature: `
🐶 dog, 🐱 cat, 🐭 mouse, 🐰 rabbit, 🦊 fox, 🐻 bear, 🐼 panda, 🐨 koala, 🦁 lion, 🐮 cow, 🐷 pig, 🐸 frog, 🐵 monkey
🐔 chicken, 🐧 penguin, 🐦 bird, 🦆 duck, 🦉 owl, 🐺 wolf, 🐴 horse, 🦄 unicorn, 🐝 bee, 🐛 bug, 🦋 butterfly, 🐌 snail
🐢 turtle, 🐍 snake, 🐙 octopus, 🐬 dolphin, 🐳 whale, 🦈 shark, 🐘 elephant, 🌵 cactus, 🎄 christmas tree, 🌲 tree
🌱 seedling, 🍀 clover luck, 🌹 rose, 🌻 sunflower, 🌸 blossom, 🌍 earth world, 🌙 moon, ⭐ star, 🌟 glowing star
✨ sparkles, ⚡ lightning fast, 🔥 fire hot, 🌈 rainbow, ☀️ sun, ⛅ cloud sun, 🌧️ rain, ❄️ snow cold, 🌊 wave sea`,
  food: `
☕ coffee tea, 🍵 tea, 🍺 beer, 🍻 cheers beers, 🥂 toast champagne, 🍷 wine, 🍹 cocktail, 🥤 cup drink, 🍎 apple, 🍌 banana
🍓 strawberry, 🍉 watermelon, 🍋 lemon, 🥑 avocado, 🥕 carrot, 🌶️ chili hot, 🥐 croissant, 🍞 bread, 🧀 cheese, 🥚 egg
🍕 pizza, 🍔 burger, 🍟 fries, 🌭 hot dog, 🌮 taco, 🥗 salad, 🍝 pasta, 🍜 noodles soup, 🍣 sushi, 🍰 cake, 🎂 birthday cake
🍪 cookie, 🍫 chocolate, 🍿 popcorn, 🍦 ice cream`,
  activity: `
🎉 party tada celebrate, 🎊 confetti, 🎈 balloon, 🎁 gift present, 🏆 trophy win, 🥇 first gold medal, ⚽ football soccer
🏀 basketball, 🎾 tennis, 🏊 swim, 🚴 bike cycling, 🎮 game, 🎲 dice, 🎯 target bullseye, 🎵 music note, 🎸 guitar
🎤 microphone sing, 🎧 headphones, 🎬 film, 🎨 art paint, 🚗 car, 🚕 taxi, 🚌 bus, 🚲 bicycle, ✈️ plane flight, 🚀 rocket launch ship
🚂 train, ⛵ boat sail, 🏠 house home, 🏢 office, 🏖️ beach holiday, 🏔️ mountain, 🗺️ map`,
  objects: `
💻 laptop computer, 📱 phone, ⌨️ keyboard, 🖨️ printer, 📷 camera, 📞 telephone, 💡 idea light bulb, 🔦 torch, 🔋 battery
💰 money, 💳 card pay, ✉️ mail letter, 📦 package parcel, 📅 calendar date, 📌 pin, 📎 paperclip, ✏️ pencil, 📝 memo note
📚 books, 📈 chart up, 📉 chart down, 🔍 search magnifier, 🔒 lock, 🔑 key, 🔨 hammer, 🛠️ tools fix, ⚙️ gear settings
🧪 test tube, 💊 pill, 🧹 broom clean, 🗑️ bin trash, ⏰ alarm clock, ⏳ hourglass wait, 🔔 bell, 📣 megaphone, 🎓 graduate`,
  symbols: `
❤️ red heart love, 🧡 orange heart, 💛 yellow heart, 💚 green heart, 💙 blue heart, 💜 purple heart, 🖤 black heart
🤍 white heart, 💔 broken heart, 💕 two hearts, 💯 hundred, 💥 boom, 💤 sleep zzz, 💬 speech bubble, ✅ check done yes
☑️ checked, ✔️ check mark, ❌ cross no, ⭕ circle, ❗ exclamation, ❓ question, ‼️ double exclamation, ⚠️ warning, 🚫 forbidden
➕ plus, ➖ minus, ➡️ arrow right, ⬅️ arrow left, ⬆️ arrow up, ⬇️ arrow down, 🔄 again reload, 🔴 red circle, 🟢 green circle
🟡 yellow circle, 🔵 blue circle, 🏁 finish flag, 🚩 red flag, 🏳️‍🌈 rainbow flag`,
}
