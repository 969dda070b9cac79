// Mail domains at which anybody gets a mailbox, so that having one there shows nothing about a practice. As data, by who runs
// them. Read 2026-11-25 from the providers' own sign-up pages and compared with the public lists willwhite/freemail (data/free.txt)
// and Kikobeats/free-email-domains, which name thousands, most of them gone. What is missing here is caught by a second rule: a
// domain from which others write to us shows one mailbox only (app.domain_is_shared).

const BY_PROVIDER: Record<string, string> = {
  Google: 'gmail.com googlemail.com',
  Microsoft:
    'outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.ie outlook.jp outlook.com.au hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es hotmail.nl hotmail.se hotmail.no hotmail.dk hotmail.be hotmail.ca hotmail.com.au live.com live.co.uk live.de live.fr live.it live.nl live.se live.no live.dk live.be live.ca live.ie live.com.au msn.com passport.com windowslive.com',
  Yahoo:
    'yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.ie yahoo.ca yahoo.com.au yahoo.co.nz yahoo.co.jp yahoo.com.br yahoo.co.in yahoo.in yahoo.gr yahoo.se yahoo.no yahoo.dk yahoo.pl ymail.com rocketmail.com',
  AOL: 'aol.com aol.co.uk aol.de aol.fr aim.com netscape.net love.com games.com verizon.net',
  Apple: 'icloud.com me.com mac.com privaterelay.appleid.com',
  Proton: 'proton.me protonmail.com protonmail.ch pm.me passmail.net',
  Tuta: 'tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me',
  Fastmail: 'fastmail.com fastmail.fm fastmail.co.uk sent.com',
  Zoho: 'zoho.com zohomail.com zohomail.eu',
  'GMX and Mail.com':
    'gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.fr gmx.es gmx.co.uk gmx.us mail.com email.com usa.com europe.com post.com consultant.com doctor.com vet.com engineer.com',
  'WEB.DE and Germany':
    'web.de freenet.de t-online.de arcor.de posteo.de posteo.net mailbox.org mail.de online.de 1und1.de vodafone.de kabelmail.de',
  Austria: 'aon.at chello.at gmx.at utanet.at inode.at',
  Switzerland: 'bluewin.ch hispeed.ch sunrise.ch',
  France:
    'orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr voila.fr club-internet.fr aliceadsl.fr',
  Italy: 'libero.it virgilio.it tiscali.it alice.it tin.it tim.it inwind.it iol.it email.it pec.it fastwebnet.it',
  Spain: 'telefonica.net terra.es ono.com movistar.es',
  Portugal: 'sapo.pt iol.pt clix.pt',
  'Netherlands and Belgium':
    'ziggo.nl kpnmail.nl kpnplanet.nl planet.nl xs4all.nl home.nl hetnet.nl casema.nl chello.nl upcmail.nl telenet.be skynet.be proximus.be scarlet.be',
  Nordics:
    'telia.com bredband.net spray.se comhem.se online.no broadpark.no mail.dk stofanet.dk post.tele.dk kolumbus.fi elisanet.fi luukku.com suomi24.fi simnet.is',
  Poland: 'wp.pl o2.pl onet.pl onet.eu op.pl poczta.onet.pl interia.pl interia.eu gazeta.pl tlen.pl vp.pl autograf.pl',
  'Czechia and Slovakia': 'seznam.cz email.cz centrum.cz volny.cz post.cz azet.sk centrum.sk zoznam.sk',
  'Hungary, Romania, Bulgaria, Balkans, Greece':
    'freemail.hu citromail.hu indamail.hu abv.bg mail.bg dir.bg net.hr siol.net otenet.gr hol.gr forthnet.gr',
  Baltics: 'inbox.lv inbox.lt mail.ee hot.ee one.lt',
  'United Kingdom':
    'btinternet.com btopenworld.com talktalk.net talk21.com sky.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk tiscali.co.uk plusnet.com plus.com orange.net o2.co.uk mail.co.uk',
  Ireland: 'eircom.net eir.ie iol.ie indigo.ie vodafone.ie',
  'United States':
    'comcast.net xfinity.com att.net sbcglobal.net bellsouth.net cox.net charter.net spectrum.net roadrunner.com rr.com earthlink.net mindspring.com juno.com netzero.net optonline.net optimum.net windstream.net frontier.com frontiernet.net centurylink.net embarqmail.com q.com suddenlink.net hughes.net ptd.net hey.com inbox.com lycos.com excite.com hushmail.com',
  Canada: 'rogers.com shaw.ca sympatico.ca bell.net videotron.ca telus.net cogeco.ca eastlink.ca nb.sympatico.ca',
  'Australia and New Zealand':
    'bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au westnet.com.au internode.on.net dodo.com.au xtra.co.nz slingshot.co.nz orcon.net.nz vodafone.co.nz',
  'Russia and Ukraine': 'yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net i.ua meta.ua',
  'Middle East and Turkey': 'walla.co.il walla.com netvision.net.il mynet.com superonline.com',
  Asia: 'qq.com foxmail.com 163.com 126.com yeah.net sina.com sohu.com aliyun.com 139.com naver.com daum.net hanmail.net nate.com rediffmail.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com pchome.com.tw',
  'Latin America':
    'uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com prodigy.net.mx fibertel.com.ar',
  'South Africa': 'mweb.co.za telkomsa.net vodamail.co.za webmail.co.za iafrica.com',
}

const FREE = new Set(Object.values(BY_PROVIDER).flatMap((domains) => domains.split(' ')))

/** Does anybody get a mailbox at this domain (in ASCII, lower case), or at one that it is part of? */
export function isFreeMail(domain: string): boolean {
  const labels = domain.split('.')
  return labels.some((_, from) => FREE.has(labels.slice(from).join('.')))
}
