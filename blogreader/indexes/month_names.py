"""The names of the months in a few dozen languages."""

import re
from functools import cache

from blogreader.text import fold

# The names of the months and their short forms, folded (no accents, no case), a month a line.
_MONTHS = """
jan january januar januari janvier enero ene janeiro gennaio gen styczen stycznia sty янв января январь січня ocak ledna
feb february februar februari fevrier fev fevereiro febrero febbraio luty lutego lut фев февр февраля февраль лютого
mar march mars marz maerz mrt maart marzo marco marzec marca мар марта март березня mart brezna marcius maret
apr april avril avr abril abr aprile kwiecien kwietnia kwi апр апреля апрель квітня nisan dubna aprilis
may mai mei mayo maio maggio mag maj maja мая май травня mayis kvetna majus
jun june juni juin junio junho giugno giu czerwiec czerwca cze июн июня июнь червня haziran cervna junius
jul july juli juillet juil julio julho luglio lug lipiec lipca lip июл июля июль липня temmuz cervence julius
aug august augusti aout agosto ago augustus sierpien sierpnia sie авг августа август серпня agustos srpna agustus
sep sept september septembre septiembre setembro set settembre wrzesien wrzesnia wrz сен сент сентября сентябрь вересня
oct october oktober octobre octubre outubro out ottobre ott okt pazdziernik pazdziernika paz окт октября октябрь жовтня
nov november novembre noviembre novembro listopad listopada lis listopadu ноя нояб ноября ноябрь листопада kasim
dec december dez dezember decembre diciembre dic dezembro dicembre grudzien grudnia gru desember дек декабря декабрь
"""
_MORE_MONTHS = """
tammikuu tammikuuta ianuarie ιανουαριου ιανουαριος
helmikuu helmikuuta februarie φεβρουαριου subat unora
maaliskuu maaliskuuta martie marts μαρτιου mart
huhtikuu huhtikuuta aprilie απριλιου
toukokuu toukokuuta μαιου
kesakuu kesakuuta iunie ιουνιου
heinakuu heinakuuta iulie ιουλιου
elokuu elokuuta αυγουστου
syyskuu syyskuuta septembrie σεπτεμβριου eylul zari
lokakuu lokakuuta octombrie οκτωβριου ekim rijna
marraskuu marraskuuta noiembrie νοεμβριου
joulukuu joulukuuta decembrie δεκεμβριου aralik prosince
"""
_MONTHS_BESIDE = """
يناير جانفي ינואר januari
فبراير فيفري شباط פברואר februari
مارس اذار آذار מרץ maret
أبريل ابريل أفريل نيسان אפריל
مايو ماي ايار أيار מאי
يونيو جوان حزيران יוני
يوليو جويلية تموز יולי
أغسطس اغسطس أوت آب אוגוסט
سبتمبر أيلول ايلول ספטמבר
أكتوبر اكتوبر אוקטובר
نوفمبر נובמבר
ديسمبر דצמבר desember
"""
_OF_INDIA = """
जनवरी জানুয়ারি ஜனவரி జనవరి ਜਨਵਰੀ જાન્યુઆરી ಜನವರಿ ജനുവരി जानेवारी
फरवरी फ़रवरी ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి ਫਰਵਰੀ ફેબ્રુઆરી ಫೆಬ್ರವರಿ ഫെബ്രുവരി फेब्रुवारी
मार्च মার্চ மார்ச் మార్చి ਮਾਰਚ માર્ચ ಮಾರ್ಚ್ മാർച്ച്
अप्रैल এপ্রিল ஏப்ரல் ఏప్రిల్ ਅਪ੍ਰੈਲ એપ્રિલ ಏಪ್ರಿಲ್ ഏപ്രിൽ एप्रिल
मई মে மே మే ਮਈ મે ಮೇ മേയ് मे
जून জুন ஜூன் జూన్ ਜੂਨ જૂન ಜೂನ್ ജൂൺ มิถุนายน
जुलाई জুলাই ஜூலை జూలై ਜੁਲਾਈ જુલાઈ ಜುಲೈ ജൂലൈ जुलै กรกฎาคม
अगस्त আগস্ট ஆகஸ்ட் ఆగస్టు ਅਗਸਤ ઓગસ્ટ ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ऑगस्ट
सितंबर सितम्बर সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ ਸਤੰਬਰ સપ્ટેમ્બર ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ सप्टेंबर
अक्टूबर अक्तूबर অক্টোবর அக்டோபர் అక్టోబర్ ਅਕਤੂਬਰ ઑક્ટોબર ಅಕ್ಟೋಬರ್ ഒക്ടോബർ ऑक्टोबर
नवंबर नवम्बर নভেম্বর நவம்பர் నవంబర్ ਨਵੰਬਰ નવેમ્બર ನವೆಂಬರ್ നവംബർ नोव्हेंबर
दिसंबर दिसम्बर ডিসেম্বর டிசம்பர் డిసెంబర్ ਦਸੰਬਰ ડિસેમ્બર ಡಿಸೆಂಬರ್ ഡിസംബർ डिसेंबर
"""
_OTHER_SCRIPTS = """
มกราคม ม.ค. იანვარი հունվարի ژانویه جنوری јануар јануара មករា
กุมภาพันธ์ ก.พ. თებერვალი փետրվարի فوریه فروری фебруар фебруара កុម្ភៈ
มีนาคม มี.ค. მარტი մարտի مارچ марта មីនា
เมษายน เม.ย. აპრილი ապրիլի آوریل اپریل април априла មេសា
พฤษภาคม พ.ค. მაისი մայիսի مه مئی мај маја ឧសភា
มิ.ย. ივნისი հունիսի ژوئن جون јун јуна មិថុនា
ก.ค. ივლისი հուլիսի ژوئیه جولای جولائی јул јула កក្កដា
สิงหาคม ส.ค. აგვისტო օգոստոսի اوت اگست август августа សីហា
กันยายน ก.ย. სექტემბერი սեպտեմբերի سپتامبر ستمبر септембар септембра កញ្ញា
ตุลาคม ต.ค. ოქტომბერი հոկտեմբերի اکتبر اکتوبر октобар октобра តុលា
พฤศจิกายน พ.ย. ნოემბერი նոյեմբերի نوامبر نومبر новембар новембра វិច្ឆិកា
ธันวาคม ธ.ค. დეკემბერი դեկտեմբերի دسامبر دسمبر децембар децембра ធ្នូ
"""
_LATIN = """
gener urtarrila sausio sausis janvaris jaanuar sijecnja sijecanj januarja januara enero janar xaneiro ionawr eanair
febrer otsaila vasario vasaris februaris veebruar veljace veljaca februarja februara febreiro shkurt chwefror feabhra
marc martxoa kovo kovas marts marts ozujka ozujak marca mars mac mawrth marta
abril apirila balandzio balandis aprilis aprill travnja travanj aprila prill ebrill aibrean
maig maiatza geguzes geguze maijs svibnja svibanj mei maja maio bealtaine
juny ekaina birzelio birzelis junijs juuni junija juna xuno qershor mehefin jun
juliol uztaila liepos liepa julijs juuli julija jula xullo korrik gorffennaf julai iuil
agost abuztua rugpjucio rugpjutis augusts august kolovoza kolovoz avgusta awst ogos gusht lunasa
setembre iraila rugsejo rugsejis septembris rujna rujan septembra shtator medi setembro
octubre urria spalio spalis oktobris oktoober oktobra tetor hydref outubro oktober
novembre azaroa lapkricio lapkritis novembris studenoga studeni novembra nentor tachwedd november
desembre abendua gruodzio gruodis decembris detsember prosinca prosinac decembra dhjetor rhagfyr disember
"""
WORD = re.compile(
    r"[\u0e01-\u0e4e]{1,3}\.[\u0e01-\u0e4e]{1,2}\.|[\u0900-\u0dff\u0e00-\u0e7f\u1780-\u17df]{2,16}|[^\W\d_]{2,14}"
)
"""What may be the name of a month: letters, and vowel signs in scripts in which these are not letters."""
_SHORTEST = 3


@cache
def _months() -> dict[str, int]:
    return {
        fold(name): number
        for months in (_OF_INDIA, _OTHER_SCRIPTS, _LATIN, _MONTHS_BESIDE, _MORE_MONTHS, _MONTHS)
        for number, names in enumerate(months.strip().split("\n"), 1)
        for name in names.split()
    }


def number_of(word: str) -> int | None:
    """Return the number of the month that a word names; None if it names none."""
    return _months().get(fold(word)) if len(word) >= _SHORTEST or not word.isascii() else None
