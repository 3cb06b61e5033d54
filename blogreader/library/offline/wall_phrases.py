"""Phrases of pages that stand in front of an article, in the languages of blogs: data for `walls`.

Phrases are spelled normally and compared folded, without case and accents; so no pattern may contain an upper-case
escape.
"""

ASKS = {
    "consent": (
        r"erlauben sie (?:uns|der|die|dem)|mit (?:dem|einem) klick auf|vous acceptez (?:l['’]utilisation|notre|nos|les)|en poursuivant votre|we use (?:technologies like )?cookies|(?:クッキー|cookie)[^。]{0,12}を?利用して",
        r"we (?:value|respect|care about) your privacy|your privacy (?:matters|is important)",
        r"(?:accept|reject|allow|decline|agree to) (?:all\b|cookies\b|& |and continue)|\bmanage (?:options|preferences|cookies|choices)",
        r"before you continue|(?:site|page|blog|we|partners) uses? (?:\w{1,20} )?cookies|(?:our|\d) partners (?:store|use|process|may)",
        r"by (?:continuing|clicking|using|browsing)[^.]{0,60}\b(?:agree|consent|accept)",
        r"(?:change|update|save|review|customi[sz]e) (?:your |my )?(?:cookie |privacy )?(?:settings|preferences|choices)",
        # German
        r"wir (?:schätzen|respektieren) (?:ihre|deine) privatsphäre|privatsphäre ist uns wichtig|bevor sie fortfahren",
        r"\b(?:alle|alles|cookies) (?:akzeptieren|ablehnen|annehmen|zulassen)|(?:akzeptieren|zustimmen|einverstanden) und",
        r"mit werbung (?:und tracking )?(?:weiter|lesen|nutzen)|weiter mit werbung|(?:\d|unsere) partner (?:speichern|verarbeiten|verwenden)",
        r"einwilligung (?:jederzeit )?(?:widerrufen|erteilen)|willigen sie|stimmen sie (?:der|dem|zu)|wir (?:verwenden|nutzen|setzen) (?:\w{1,20} )?cookies",
        # French
        r"respectons votre vie privée|vie privée (?:nous importe|est importante)|continuer sans accepter",
        r"tout (?:accepter|refuser)|accepter (?:et|tout|les cookies)|acceptez(?:-vous)? les cookies|refuser les cookies",
        r"retirer votre consentement|avec votre (?:accord|consentement)|nos partenaires (?:utilis|stock|trait)",
        # Spanish, Portuguese, Italian
        r"(?:valoramos|respetamos) (?:tu|su) privacidad|privacidad (?:nos importa|es importante)|(?:aceptar|rechazar) (?:todo|todas|cookies|y\b|o rechazar)",
        r"utilizamos (?:\w{1,20} )?cookies|usamos (?:\w{1,20} )?cookies|(?:socios|parceiros|partner) (?:almacen|armazen|archivi|utilizz|utiliz)",
        r"(?:valorizamos|respeitamos) (?:a )?sua privacidade|(?:aceitar|rejeitar|recusar) (?:tudo|todos|e\b|cookies)",
        r"rispettiamo la tua privacy|privacy è importante|(?:accetta|rifiuta) (?:tutto|tutti|e\b|cookie)|utilizziamo (?:i )?cookie",
        # Dutch, Danish, Norwegian, Swedish, Polish, Czech
        r"alle(?:s)? (?:cookies )?(?:accepteren|weigeren|toestaan)|(?:gebruiken|plaatsen) (?:\w{1,20} )?cookies|(?:vragen om|geef|uw|je) toestemming",
        r"godkänn alla|acceptera (?:alla|cookies)|använder (?:vi )?cookies|accepter alle|godta alle|bruger (?:vi )?cookies|bruker (?:vi )?(?:cookies|informasjonskapsler)",
        r"(?:szanujemy|cenimy) (?:twoją|państwa) prywatność|akceptuj(?:ę|e)? (?:wszystk|i)|używamy (?:plików )?cookie|přijmout vše|používáme (?:soubory )?cookie",
        # Russian, Ukrainian, Turkish, Greek
        r"(?:используем|использует) (?:файлы |\w{1,20} )?(?:cookie|куки)|принять все|вы соглашаетесь|використовуємо (?:файли )?cookie",
        r"çerez(?:ler)?(?:i|leri)? (?:kullan|kabul)|tümünü kabul|αποδοχή όλων|χρησιμοποιούμε cookies",
        # Japanese, Chinese, Korean
        r"(?:cookie|クッキー)の?(?:使用|利用)(?:に同意|を許可)|(?:cookie|クッキー)を?(?:使用|利用)(?:して|し、|します)|すべて(?:の(?:cookie|クッキー)を)?(?:同意|許可|受け入れ|拒否)",
        r"プライバシーを(?:尊重|大切)|(?:重视|尊重)(?:您|你)的(?:隐私|隱私)|(?:全部|所有)(?:接受|同意|拒绝)|(?:接受|同意|拒绝)(?:全部|所有)",
        r"使用 ?cookie|(?:쿠키|cookie)를? ?사용(?:합니다|하고)|쿠키 사용에 동의|모두 (?:동의|수락|허용)",
    ),
    "login": (
        r"(?:lost|reset) your password|stay (?:signed|logged) in|(?:need|have) to be (?:logged|signed) in|(?:site|blog|page) is private|bereits ein (?:abo|konto)|melden sie sich an$",
        r"\b(?:please|must|need to|have to|try) (?:log|logg|sign)(?:ing)?(?: |-)?in\b|\b(?:log|sign)(?: |-)?in to (?:continue|read|view|access|your|see|comment)",
        r"forgot(?:ten)? (?:your |my )?(?:password|username)|don['’]?t have an account|already have an account|already (?:a |an )?(?:\w{1,20} )?(?:member|subscriber|registered)",
        r"(?:subscribe|register|sign up|upgrade) (?:now )?(?:to|for) (?:continue|read|keep|unlock|unlimited|full|get access)|create an account to",
        r"(?:for|to|available to) (?:\w{1,20} )?(?:members|subscribers)(?: only)?\b|(?:members?|subscribers?)[- ]only (?:story|post|content|article)",
        r"(?:content|post|page|article) is (?:restricted|password.protected|locked|reserved|for)|enter your (?:password|details|e-?mail)|continue with (?:google|facebook|apple|github|e-?mail|twitter)",
        r"(?:limit of|last|used all|read your|\b\d{1,3}) free (?:articles?|stories)|keep me (?:logged|signed) in|single sign-?on required|session (?:has )?expired|access to the rest of this",
        # German
        r"passwort vergessen|noch kein (?:konto|account)|bitte (?:melden|loggen) sie sich|(?:melden|loggen) sie sich (?:bitte )?(?:an|ein),? um",
        r"(?:artikel|inhalt|beitrag|text) ist (?:nur|exklusiv) für|nur für (?:abonnent|mitglieder|registrierte)|(?:bereits|schon) (?:abonnent|registriert|mitglied|kunde|abonniert)|jetzt (?:weiterlesen|freischalten|abonnieren)",
        # French
        r"mot de passe oublié|pas encore (?:de compte|abonné|inscrit)|déjà (?:un compte|abonné|inscrit|client)|réservé(?:e)? aux (?:abonné|membres)|il vous reste \d|connectez-vous pour|abonnez-vous pour",
        # Spanish, Portuguese, Italian, Dutch
        r"(?:olvidado|olvidaste) (?:tu|su|la) contraseña|no tienes (?:una )?cuenta|(?:solo|exclusivo) para (?:suscriptores|socios)|ya (?:eres|es) suscriptor|inicia sesión para",
        r"esqueceu (?:a |sua )?senha|não tem (?:uma )?conta|(?:exclusivo|só) para assinantes|já é assinante",
        r"password dimenticata|non hai (?:ancora )?un account|(?:riservato|solo) (?:agli|per) abbonati|sei già abbonato|accedi per",
        r"wachtwoord vergeten|nog geen account|alleen voor (?:abonnees|leden)|al abonnee|log in om|glömt lösenord|glemt (?:adgangskode|passord)|nie pamiętasz hasła|zapomniałeś hasła",
        # Russian, Japanese, Chinese, Korean
        r"забыли пароль|нет аккаунта|(?:только|доступ\w{0,3}) для (?:подписчиков|зарегистрированных)|войдите,? чтобы|забули пароль",
        r"パスワードを?(?:お忘れ|忘れ)|(?:ログイン|会員登録)(?:が必要|してください|して続き)|会員限定|有料会員|続き(?:を読む|をお読み|は)(?:には)?(?:、)?(?:ログイン|会員|有料)",
        r"忘记(?:了)?密码|忘記密碼|(?:没有|還沒有|还没有)(?:账号|帐号|帳號)|(?:请|請)(?:先)?(?:登录|登入|登錄)|(?:登录|登入|订阅)后(?:继续|查看|阅读)|仅限(?:会员|订阅)",
        r"비밀번호를? ?(?:잊|찾기)|로그인(?:이 필요|하세요|해 주세요|하시기)|회원 ?전용|계정이 없",
    ),
    "javascript": (
        r"(?:enable|turn on|activate|allow|requires?|required|needs?|switch on)\b[^.]{0,40}\bjavascript|javascript\b[^.]{0,40}\b(?:disabled|required|needed|turned (?:on|off)|enabled|not (?:available|supported|enabled))",
        r"(?:n['’]t|\bnot|nothing|cannot)\b[^.]{0,40}\bwithout javascript|turn javascript on",
        r"javascript (?:aktivieren|einschalten|zulassen|muss|ist (?:deaktiviert|erforderlich|notwendig|ausgeschaltet)|wird benötigt)|(?:aktivieren|benötigt|erlauben|schalten) (?:sie )?(?:bitte )?javascript",
        r"(?:activer|activez|autoriser|nécessite) (?:le )?javascript|javascript (?:est (?:désactivé|requis|nécessaire)|doit être)",
        r"(?:activ|habilit|abilit|attiv|necesita|requiere|ative|richiede)\w{0,4} (?:o |el |l'uso di )?javascript|javascript (?:está|è) (?:desactivado|deshabilitado|disabilitato|disattivato|desativado)",
        r"(?:schakel|activeer|inschakelen|aktivera|aktiver|włącz|włączyć|povolte) (?:\w{1,20} )?javascript|javascript (?:in te schakelen|inschakelen)",
        r"(?:включите|включить|требуется|увімкніть) javascript|javascript (?:отключен|отключён|выключен)",
        r"javascript ?を ?(?:有効|オン|使用)|javascript ?が ?(?:無効|必要)|(?:启用|啟用|开启|開啟|打开|允许) ?javascript|javascript ?(?:已被?禁用|未启用)|javascript(?:를|을) ?(?:활성화|사용|허용)",
    ),
    "check": (
        r"while we (?:verify|check) your|(?:prüfen|überprüft?),? ob|(?:verbindung|browser)s? (?:zu )?(?:\w{1,20} )?überprüfen|press (?:and|&) hold",
        r"(?:verify(?:ing)?|confirm|prove|checking|make sure|making sure|proves) (?:that |if )?you(?:['’]re| are) (?:not )?(?:an? )?(?:human|robot|bot\b)",
        r"\bcompleting the captcha|(?:solve|complete|enter) (?:the|this|a) (?:captcha|security check|challenge|characters)|enter the characters you see",
        r"checking (?:if the site connection|your browser)|detected unusual (?:traffic|activity)|complete the security check|security verification",
        r"are you a (?:robot|human)|i['’]?m not a robot|\bray id\b|review the security of your|(?:enable|allow) javascript and cookies",
        r"ddos protection by|you have been blocked|(?:do not|don['’]t) have permission to access|made us think (?:that )?you (?:were|are) a (?:bot|robot)|unable to access this|security service to protect itself",
        r"browser wird (?:überprüft|geprüft)|(?:dass|ob) sie (?:ein mensch|kein roboter|kein bot)|sicherheitsüberprüfung|ungewöhnlichen (?:datenverkehr|zugriff)",
        r"vérification de votre navigateur|que vous (?:êtes|n['’]êtes pas) un (?:humain|robot)|n['’]êtes pas un robot|vérification de sécurité",
        r"(?:comprobando|verificando|verificar) (?:tu|su|seu) navegador|no (?:eres|soy|es) un robot|(?:eres|es|sei|é|são) (?:un |um )?(?:humano|umano)|não (?:é|sou) um robô|non sei un robot|verifica del browser",
        r"geen robot|mens bent|nie jesteś robotem|(?:что|что вы) (?:вы )?(?:не робот|человек)|проверка браузера",
        r"ブラウザ(?:ー)?を(?:確認|チェック)|人間(?:である|か|で)|ロボットではありません|(?:安全|人机)验证|检查您的浏览器|不是机器人|로봇이 아닙|브라우저를 확인",
    ),
    "busy": (
        r"zu viele (?:anfragen|zugriffe)[^.]{0,40}(?:kurzer zeit|kamen)|kamen zu viele|too many (?:requests|attempts) recently|slow down",
        r"(?:made|sent|sending|making|received|been|have come|blocked)[^.]{0,40}\b(?:too (?:many requests|quickly|fast)|rate.limited)|rate limit (?:was |has been )?(?:exceeded|reached)|exceeded (?:the|your) (?:\w{1,20} )?(?:rate|request)s? limit",
        r"^too many requests|too many requests (?:have come )?from your|you(?:['’]ve| have) been (?:rate.limited|throttled)|blocked due to a network policy",
        r"zu viele anfragen (?:gesendet|gestellt|von|in)|^zu viele anfragen|trop de (?:requêtes|demandes)|demasiadas (?:peticiones|solicitudes)|troppe richieste|muitas (?:solicitações|requisições)|te veel (?:verzoeken|aanvragen)|слишком много запросов",
        r"リクエストが多すぎ|アクセスが集中|请求(?:过于频繁|过多)|访问(?:过于)?频繁|요청이 너무 많",
    ),
    "maintenance": (
        r"^(?:we['’]ll )?be right back$|(?:be|come) (?:up|back) again|making a few improvements|(?:angebot|seite|blog|dienst) (?:\w{1,20} ){0,2}(?:offline|nicht erreichbar|nicht verfügbar)|momentanément (?:indisponible|inaccessible)|(?:cours de mise à jour|merci de revenir)|サービスを停止",
        r"(?:is|are|we['’]re|currently|site|blog|down|closed|unavailable|offline) (?:currently |temporarily )?(?:under|undergoing|for|performing|in) (?:\w{1,20} )?maintenance|^(?:site |scheduled )?maintenance$",
        r"(?:be|are) (?:right |up and running )?back (?:soon|shortly|online|at|in a|up|later)|temporarily (?:unavailable|offline|down|closed|out of service|unable)|briefly unavailable",
        r"check back (?:soon|later|in)|(?:site|service|server|page|blog|we) (?:is|are) (?:currently |temporarily )(?:down|offline|unavailable)\b",
        r"error establishing a database connection|went wrong on our end|(?:bandwidth|resource) limit (?:was |is )?(?:exceeded|reached)|account (?:has been )?suspended|due to maintenance downtime|please try again (?:later|in a few|shortly|soon)",
        r"(?:wird|werden) (?:gerade |derzeit |aktuell )?gewartet|wegen (?:\w{1,20} )?wartung|wartungsarbeiten (?:ist|nicht|durch)|^wartungs(?:arbeiten|modus)$|gleich wieder (?:da|zurück|für)|vorübergehend (?:nicht|außer)|in kürze wieder|bitte versuchen sie es später",
        r"(?:est|site|actuellement) en (?:cours de )?maintenance|(?:de retour|rétabli) (?:bientôt|dans|très)|bientôt de retour|temporairement (?:indisponible|inaccessible)|réessayer (?:plus tard|ultérieurement|dans)",
        r"en mantenimiento|volveremos (?:pronto|en)|in manutenzione|torneremo (?:presto|online)|em manutenção|voltaremos em breve|in onderhoud|snel (?:weer )?terug|wegens onderhoud|underhåll|trwają prace",
        r"технические работы|временно недоступ|ведутся (?:работы|технические)|メンテナンス(?:中|を(?:行って|実施して)|のため)|(?:正在|系统)(?:进行)?(?:维护|維護)|维护中|稍后再试|(?:점검|유지보수) ?중",
    ),
}
"""What each kind of wall asks its visitors to do."""

SPEAKS = {
    "consent": (
        r"browsing behaviou?r|^(?:j['’]accepte|je refuse|personnaliser|deny|accept|functional|statistics|statistiken|speichern|essenziell|einverstanden)$|technologies",
        r"cookie|クッキー|쿠키|\bprivacy\b|datenschutz|privatsphäre|vie privée|privacidad|privacidade|prywatnoś|конфиденциальн|プライバシー|隐私|隱私|integritet|toestemming",
        r"store and/?(?:or)? ?access information|personali[sz]ed (?:ads|advertising|content)|\bconsent\b|legitimate interest|(?:our|\d) partners|tracking|^(?:accept|reject|agree|got it|ok|necessary|marketing|analytics|preferences|settings)$",
        r"einwilligung|(?:\d|unsere) partner|zustimm|werbung|abonnent|\bpur.abo|consentement|partenaires|abonné|sans accepter|consentimiento|socios|partner\b|dispositivo|consenso|partnerzy|同意|拒否|設定|接受|管理|동의",
    ),
    "login": (
        r"\babo\b|weiterlesen|kündbar|permission",
        r"\b(?:log|sign)(?: |-)?(?:in|up|on)\b|\bloge?in\b|password|user ?name|e-?mail|\bremember me\b|\baccount\b|subscri|regist|\bmembers?\b|member-only|sso|welcome back|terms of (?:service|use)|cancel any ?time|\$ ?\d|\d ?€|€ ?\d|free articles|^or$",
        r"passwor|benutzername|anmeld|angemeldet|einloggen|registrier|konto|abonn|mot de passe|connexion|connecter|identifiant|compte|inscri|contraseña|sesión|correo|usuario|cuenta|regístra|senha|accedi|indirizzo|abbona|wachtwoord|inloggen|abonnee",
        r"пароль|войти|вход|почта|аккаунт|регистр|подпис|ログイン|パスワード|メールアドレス|会員|登録|登录|登入|密码|密碼|用户名|用戶名|邮箱|账号|帳號|注册|註冊|会员|订阅|로그인|비밀번호|이메일|회원|가입",
    ),
    "javascript": (
        r"javascript|\bbrowser\b|reload|refresh|navigateur|navegador|ブラウザ|浏览器|браузер|브라우저|enable it",
    ),
    "check": (
        r"\bblocked\b|unable to access|website is using|you just performed|verify|verbindung|\bprüf|reference id",
        r"captcha|\b(?:ro)?bot\b|\bhuman\b|\bmensch\b|roboter|security|sicherheit|sécurité|seguridad|unusual traffic|automated (?:requests|access)|ddos|\bray id\b|^just a moment$|^access denied$|reference #?|request id|your browser",
        r"(?:process|vorgang|opération|proceso|processo) (?:is|läuft|est|es|è|é) automat|automatisch|automatique|redirect|up to \d{1,3} seconds|allow up to|you (?:are unable|have been)|browser|navigateur|ブラウザ|验证|安全|確認|javascript",
    ),
    "busy": (
        r"warten sie|zu viele|nicht so schnell|neu laden|laden sie",
        r"too (?:many|quickly|fast)|rate.limit|requests?\b|slow down|wait a|try again|anfragen|später|requêtes|plus tard|peticiones|richieste|запрос|リクエスト|しばらく|もう一度|请求|稍后|요청|잠시|network policy|^4(?:29|03)$|logging in",
    ),
    "maintenance": (
        r"improvements|again within|offline|verständnis|\bwir sind gleich|indisponible|mise à jour|quelques minutes|revenir|停止|お待ち",
        r"maintenance|wartung|gewartet|mantenimiento|manutenzione|manutenção|onderhoud|メンテナンス|维护|維護|технические|점검|unavailable|offline|back (?:soon|shortly|online|at|in)|check back|(?:sorry|apologi[sz]e) for|inconvenience|try again|patience|status page|on our end|our team|^50\d",
        r"später|zurück|plus tard|retour|molestias|volveremos|ご迷惑|しばらく|稍后|недоступ|позже|disagio|database connection|bad gateway|service unavailable|went wrong|working (?:hard|on it)|something went wrong|capacity problems",
    ),
}
"""Other words on such a page. Articles about the subject contain them, too."""

IMPERSONAL = r"\b(?:[Tt]he|[Aa]n?|is|are|was|of|with|that|must|[Dd]er|[Dd]ie|[Dd]as|[Ee]ine?|ist|und|nicht|mit|auf|von|kaum|man|jemand|wird|werden|[Ll]es|est|sont|du|des|[Uu]ne)\b|[\u3040-\u30ff]"
"""Words that identify English, German, French or Japanese, the languages for which `ADDRESSES` is complete."""

ADDRESSES = (
    r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our|[Pp]lease|[Tt]his|here)\b|^(?:Create|Subscribe|Register|Enable|Join|Enter|Complete|Verify|Press) |\b(?:[Ww]ir|[Uu]ns\w*|Sie|Ihr\w{0,2}|[Dd]ein\w{0,2}|[Bb]itte|[Dd]iese[rs]?)\b"
    r"|\b(?:[Nn]ous|[Nn]os|[Nn]otre|[Vv]ous|[Vv]otre|[Vv]os|[Vv]euillez|[Cc]et?|[Cc]ette)\b|当|ください|下さい|お客様|お使い|お忘れ|この|本ウェブ|いただ|いたし|おり|ませ"
)
"""Phrases that address the visitor, or refer to the page itself."""

SOMEBODY = (
    r"(?<!have )(?<!do )\bI (?!agree|accept|consent|nostri|vostri|tuoi|cookie|dati)|\bI['’](?:m|ve|d|ll)\b(?! not a)|\b[Mm]y (?!i\b|oraz\b)|\bmyself\b"
    r"|\b(?:[Ii]ch|[Mm]ein\w{0,2}|[Mm]ich|[Mm]ir) |\b[Jj]['’]|\b[Jj]e (?:ne|n['’]|me|m['’]|le|la|les|suis|vais|veux|peux|sais|crois|pense|dois)\b|\bmon "
    r"|\b(?:[Yy]o|[Mm]is?|[Mm]i[oa]|[Ee]u|[Mm]eu|[Mm]inha|[Ii]k|[Mm]ijn|[Jj]ag|[Яя]|[Мм]о[йя]|мне|меня) |私(?!たち|達|ども)|僕|俺|我(?!们|們|同意)|나는|내가|제가"
)
"""Phrases of a person, before folding: no wall says `I`, except on buttons."""
