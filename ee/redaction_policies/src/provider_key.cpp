// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "provider_key.hpp"

#include <algorithm>
#include <array>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

/// No ordinary words: "segment key" and "column key" speak of other things.
constexpr std::string_view names =
    "airbrake|anypoint|apifonica|apify|apilayer|apimetrics|apitemplate|appfollow|appointedd|"
    "appoptics|appsynergy|asana|assemblyai|atera|audd|autoklose|avaza|aviationstack|axonaut|"
    "ayrshare|bannerbear|baremetrics|beamer|beebole|besnappy|besttime|betterstack|bitbar|"
    "bitcoinaverage|bitly|blazemeter|blitapp|blocknative|blogger|bombbomb|boostnote|borgbase|"
    "brandfetch|browshot|bscscan|buddyns|budibase|bugherd|bugsnag|bulbul|buttercms|caflou|"
    "calendarific|calendly|calorieninja|campayn|canny|capsulecrm|carboninterface|"
    "centralstationcrm|chartmogul|chatfuel|checio|checklyhq|circleci|clarifai|clearbit|"
    "clickhouse|cliengo|clockify|closecrm|cloudconvert|cloudflare|cloudimage|cloudmersive|"
    "cloudplan|cloudsight|cloudsmith|cloverly|clustdoc|coda|codacy|codecov|codemagic|"
    "codequiry|coinapi|coinbase|coinlayer|coinlib|commercejs|conversiontools|convertapi|"
    "convertkit|countrylayer|coveralls|craftmypdf|crowdin|cryptocompare|currencyfreaks|"
    "currencylayer|currencyscoop|currentsapi|dandelion|dareboost|databox|datadog|debounce|"
    "deepai|deepgram|detectify|detectlanguage|diffbot|diggernaut|disqus|docparser|dronahq|"
    "droneci|dynalist|dyspatch|eagleeyenetworks|ecostruxureit|edenai|elasticemail|enigma|"
    "etherscan|ethplorer|eventbrite|everhour|exchangerate|extractorapi|fastforex|fastly|"
    "feedier|fetchrss|figma|fileio|financialmodelingprep|findl|finicity|finnhub|flickr|"
    "flightapi|flightlabs|formbucket|formcraft|formio|foursquare|freshbooks|fulcrum|"
    "fullstory|fxmarket|geckoboard|geoapify|geocodify|getemail|getgeoapi|getgist|getresponse|"
    "gitter|glassnode|gocardless|goodday|graphhopper|gtmetrix|gumroad|gyazo|happyscribe|"
    "hellosign|helpcrunch|helpscout|hereapi|hiveage|holidayapi|holistic|honeycomb|hybiscus|"
    "iconfinder|iexapis|iexcloud|imagekit|imagga|infura|insightly|instabot|intercom|"
    "interseller|intrinio|ipapi|ipgeolocation|ipifi|ipinfo|ipinfodb|ipquality|ipstack|"
    "jotform|jumpcloud|jupiterone|juro|karma|kickbox|klaviyo|klipfolio|knapsackpro|kontent|"
    "kraken|kucoin|kylas|languagelayer|leadfeeder|lemlist|lemonsqueezy|lendflow|lexigram|"
    "linenotify|linkpreview|livestorm|loadmill|lob|loginradius|logz|lokalise|loyverse|"
    "lunchmoney|madkudu|mailboxlayer|mailerlite|mailjet|mailmodo|mailsac|mandrill|mapquest|"
    "marketstack|mavenlink|mediastack|meistertask|meraki|mesibo|messagebird|metrilo|"
    "mindmeister|miro|mixmax|mockaroo|monkeylearn|moonclerk|moosend|moralis|myintervals|"
    "nasdaq|netlify|newrelic|newsapi|newscatcher|nftport|nicereply|nimble|noticeable|nozbe|"
    "nozbeteams|numverify|nylas|nytimes|oanda|omnisend|onesignal|onfleet|oopspam|"
    "opencagedata|openuv|openweather|opsgenie|optimizely|overloop|owlbot|packagecloud|"
    "pagerduty|pandadoc|pandascore|paperform|paralleldots|partnerstack|pastebin|paydirtapp|"
    "paymo|paymongo|pdflayer|pdfshift|peopledatalabs|pepipost|pipedream|pipedrive|pixabay|"
    "planyo|podio|pollsapi|positionstack|postageapp|postmark|powrbot|prodpad|proxycrawl|"
    "pushbullet|qase|qualaroo|qubole|rapidapi|raven|reachmail|rebrandly|refiner|rentman|"
    "replyio|requestfinance|restpack|ritekit|rocketreach|rockset|runscope|salesblink|"
    "salescookie|salesflare|scaleway|scrapeowl|scraperapi|scraperbox|scrapestack|scrapfly|"
    "scrapingant|scrapingbee|screenshotapi|screenshotlayer|scrutinizer|securitytrails|"
    "selectpdf|sendbird|serphouse|serpstack|sherpadesk|shipday|shodan|shotstack|shutterstock|"
    "signaturit|signupgenius|sigopt|simfin|simplesat|simplynoted|simvoly|skrapp|smartsheets|"
    "snipcart|snyk|sonar|sparkpost|speechtext|splunk|spoonacular|sportsmonk|spotify|"
    "squarespace|sslmate|statuscake|statuspage|statuspal|stitchdata|stockdata|storecove|"
    "stormboard|stormglass|storyblok|storychief|stripo|supernotes|surveybot|surveysparrow|"
    "survicate|swiftype|tallyfy|tatum|taxjar|teamwork|teamworkcrm|teamworkdesk|"
    "teamworkspaces|technicalanalysisapi|tefter|teletype|telnyx|theoddsapi|ticketmaster|"
    "tickettailor|tiingo|timecamp|timezoneapi|tly|tmetric|todoist|toggl|tomtom|tradier|"
    "transferwise|travelpayouts|travis|trello|twelvedata|tyntec|uclassify|unplugg|unsplash|"
    "upcdatabase|uplead|uptimerobot|upwave|urlscan|userflow|userstack|vatlayer|vbout|vercel|"
    "verimail|veriphone|versioneye|viewneo|virustotal|visualcrossing|voicegain|voodoosms|"
    "vpnapi|vultr|vyte|walkscore|wandb|weatherbit|weatherstack|webflow|webscraper|"
    "webscraping|whoxy|wistia|worksnaps|workstack|worldcoinindex|worldweather|wrike|yelp|"
    "youneedabudget|yousign|zenkit|zenrows|zenscrape|zeplin|zerobounce|zerotier|zipcodeapi|"
    "zipcodebase|zonka|collect 2|html 2 pdf|ip 2 location|route 4 me";

constexpr std::size_t reach = 64;
constexpr std::size_t longest = 256;

/// As it is written in keys of many spellings: SECRETkey, accessToken, PRIVATE.
bool means_credential(std::string_view word) noexcept {
  static constexpr std::array<std::string_view, 5> parts = {"secret", "private", "access", "token",
                                                            "key"};
  for (std::size_t i = 0; i < word.size(); ++i)
    for (const auto part : parts) {
      if (word.size() - i < part.size()) continue;
      std::size_t n = 0;
      while (n < part.size() && lowered(word[i + n]) == part[n])
        ++n;
      if (n == part.size()) return true;
    }
  return false;
}

/// Words that may stand between "key" and the key.
bool passes(std::string_view word) noexcept {
  static constexpr std::array<std::string_view, 8> fillers = {"is",    "was", "code", "value",
                                                              "login", "api", "v1",   "my"};
  return std::any_of(fillers.begin(), fillers.end(), [&](std::string_view filler) {
    return filler.size() == word.size() &&
           std::equal(word.begin(), word.end(), filler.begin(),
                      [](char a, char b) { return lowered(a) == b; });
  });
}

/// What a value consists of.
struct content {
  std::size_t digits = 0;
  std::size_t lowers = 0;
  std::size_t uppers = 0;
  std::size_t others = 0;
  std::size_t mixed = 0;  ///< the longest part of letters and digits that has both
  bool only_hex = true;   ///< lower case

  explicit content(std::string_view value) noexcept {
    std::size_t part = 0, part_digits = 0;
    const auto close = [&] {
      if (part_digits > 0 && part_digits < part) mixed = std::max(mixed, part);
      part = part_digits = 0;
    };
    for (const char c : value) {
      only_hex &= is(c, digit | lower_hex);
      if (!is(c, alnum)) {
        ++others;
        close();
        continue;
      }
      ++part;
      digits += is(c, digit);
      part_digits += is(c, digit);
      lowers += is(c, lower);
      uppers += is(c, upper);
    }
    close();
  }
};

bool is_uuid(std::string_view value) noexcept {
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is(value[i], alnum)) return false;
  }
  return true;
}

/// A key as the words before it announce it.
bool is_announced(std::string_view value) noexcept {
  constexpr std::size_t shortest = 14, shortest_part = 7, shortest_letters = 20;
  if (value.size() < shortest) return false;
  const content has(value);
  if (has.lowers + has.uppers == 0) return has.digits >= shortest_letters && has.others == 0;
  if (has.digits == 0)
    return has.others == 0 && value.size() >= shortest_letters &&
           (has.lowers == 0 || has.uppers == 0);
  return has.digits >= 2 && (has.mixed >= shortest_part || is_uuid(value));
}

/// A key that nothing but the name before it announces, and a sign between them or not: no id, no
/// hash, no version.
bool is_surely_key(std::string_view value, bool sign) noexcept {
  const content has(value);
  return has.digits >= 3 && has.mixed >= (sign ? 16u : 24u) && value.size() >= 20 &&
         !has.only_hex && (has.others == 0 || (has.uppers > 0 && has.lowers > 0));
}

std::size_t value_end(std::string_view text, std::size_t place) noexcept {
  static constexpr byte_set inside(
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.=+/~");
  const auto limit = std::min(text.size(), place + longest);
  auto end = place;
  while (end < limit && inside.has(text[end]))
    ++end;
  while (end > place && text[end - 1] == '.')
    --end;
  return end;
}

}  // namespace

std::string_view provider_names() noexcept {
  return names;
}

extent provider_key(std::string_view text, std::size_t name_end) noexcept {
  static constexpr byte_set between(" \t\r\n_-.\"'`[](>{,|\\=:");
  const auto limit = std::min(text.size(), name_end + reach);
  bool announced = false, sign = false, words = false;
  for (auto i = name_end; i < limit;) {
    const char c = text[i];
    if (!is(c, alnum)) {
      if (!between.has(c)) return {};
      sign |= c == '=' || c == ':';
      ++i;
      continue;
    }
    const auto length = run(text.substr(0, limit), i, alnum);
    const bool names_key = length < 24 && means_credential(text.substr(i, length));
    if (!names_key && (announced || !words)) {
      const auto end = value_end(text, i);
      const auto value = text.substr(i, end - i);
      const auto equals = std::min(value.find_last_not_of('=') + 1, value.size());
      const bool plain = value.substr(0, equals).find('=') == std::string_view::npos &&
                         at(text, end) != '(' && at(text, end) != '@' && at(text, end) != ':';
      if (plain && (announced ? is_announced(value) : is_surely_key(value, sign))) return {i, end};
    }
    words = true;
    announced = names_key || (announced && passes(text.substr(i, length)));
    i += length;
  }
  return {};
}

}  // namespace hedgerow::policies
