"""Pages that stand before an article, and short articles about such pages, in the shapes that sites give them."""

WALLS = [
    (
        "consent",
        "Bevor Sie fortfahren",
        "<main><h1>Bevor Sie fortfahren</h1><p>Wir verwenden Cookies und Daten, um unsere Dienste bereitzustellen.</p><p>Wenn Sie „Alle akzeptieren“ auswählen, verwenden wir Cookies auch für Werbung.</p><button>Alle ablehnen</button><button>Alle akzeptieren</button></main>",
    ),
    (
        "consent",
        "Zustimmung",
        "<main><h1>Willkommen bei der Inselpost</h1><h2>Mit Werbung weiterlesen</h2><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Details zum Tracking finden Sie in der Datenschutzerklärung und im Privacy Center.</p><button>Akzeptieren und weiter</button><h2>Oder Pur-Abo abschließen</h2><p>Nutzen Sie uns ohne Tracking und ohne Werbung für 3,99 € im Monat.</p><p>Bereits Abonnent? Hier anmelden.</p></main>",
    ),
    (
        "consent",
        "Datenschutz",
        "<div role=dialog><h2>Ihre Privatsphäre ist uns wichtig</h2><p>Wir und unsere 187 Partner speichern und greifen auf Informationen auf einem Gerät zu, zum Beispiel auf eindeutige Kennungen in Cookies. Sie können Ihre Einwilligung jederzeit widerrufen.</p><button>Einstellungen</button><button>Zustimmen</button></div>",
    ),
    (
        "consent",
        "Vos données",
        "<main><p>Continuer sans accepter</p><h1>Nous et nos 180 partenaires utilisons des cookies</h1><p>Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et accéder à des informations personnelles comme votre visite sur ce site. Vous pouvez retirer votre consentement à tout moment.</p><button>Paramétrer</button><button>Accepter et fermer</button></main>",
    ),
    (
        "consent",
        "Le Phare",
        "<section><h2>Choisissez comment lire Le Phare</h2><p>Pour accéder gratuitement à ce site, acceptez les cookies publicitaires. Sinon, abonnez-vous.</p><ul><li><a href=/a>Accepter les cookies</a></li><li><a href=/s>S'abonner sans cookies</a></li></ul><p>Déjà abonné ? Se connecter</p></section>",
    ),
    (
        "consent",
        "Cookieの使用について",
        "<main><h1>Cookieの使用について</h1><p>当サイトでは、利便性の向上と広告の配信のためにCookieを使用しています。続けて閲覧する場合は、Cookieの使用に同意したものとみなします。</p><button>すべて同意する</button><button>すべて拒否</button></main>",
    ),
    (
        "consent",
        "プライバシー設定",
        "<div><p>お客様のプライバシーを尊重します。当社とパートナーは、端末に情報を保存し、クッキーなどの識別子を利用します。</p><p>同意する</p><p>設定を管理</p></div>",
    ),
    (
        "consent",
        "Tu privacidad",
        "<main><h1>Tu privacidad nos importa</h1><p>Nosotros y nuestros 150 socios almacenamos o accedemos a información en un dispositivo, como cookies. Puede aceptar o rechazar el consentimiento.</p><button>Aceptar y continuar</button></main>",
    ),
    (
        "consent",
        "Privacy",
        "<main><h1>La tua privacy è importante</h1><p>Noi e i nostri 210 partner archiviamo informazioni sul dispositivo e utilizziamo cookie. Puoi accettare o rifiutare.</p><button>Accetta e continua</button><button>Rifiuta</button></main>",
    ),
    (
        "consent",
        "Cookies",
        "<main><h1>Wij vragen om uw toestemming</h1><p>Wij en onze 90 partners gebruiken cookies om advertenties te tonen. U kunt uw toestemming altijd intrekken.</p><button>Akkoord</button><button>Instellingen</button></main>",
    ),
    (
        "consent",
        "Prywatność",
        "<main><h1>Szanujemy Twoją prywatność</h1><p>My i nasi partnerzy przechowujemy informacje na urządzeniu, takie jak pliki cookie.</p><button>Akceptuję</button></main>",
    ),
    (
        "consent",
        "Согласие",
        "<main><p>Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с политикой конфиденциальности.</p><button>Принять все</button></main>",
    ),
    (
        "consent",
        "隐私",
        "<main><h1>我们重视您的隐私</h1><p>我们使用 Cookie 来改善您的体验并展示个性化广告。点击“全部接受”即表示您同意我们使用 Cookie。</p><button>全部接受</button><button>管理设置</button></main>",
    ),
    (
        "consent",
        "쿠키",
        "<main><p>이 웹사이트는 쿠키를 사용합니다. 계속하려면 쿠키 사용에 동의해 주세요.</p><button>모두 동의</button></main>",
    ),
    (
        "consent",
        "How tides work",
        "<main><h1>We care about your privacy</h1><p>We and our partners store and/or access information on a device, such as unique IDs in cookies to process personal data.</p><ul><li>Store and/or access information on a device</li><li>Personalised advertising and content</li></ul><p>Accept all</p><p>Reject all</p></main>",
    ),
    (
        "consent",
        "Cookie preferences",
        "<form><h1>Cookie preferences</h1><table><tr><td>Necessary cookies</td><td>always on</td></tr><tr><td>Marketing cookies</td><td>off</td></tr></table><label><input type=checkbox> Analytics cookies</label><p>You can change your cookie settings at any time.</p><button>Save choices</button></form>",
    ),
    (
        "consent",
        "blog.example",
        "<main><p>This website uses cookies to ensure you get the best experience. By continuing you agree to our use of cookies. <a href=/c>Learn more</a></p><button>Got it!</button></main>",
    ),
    (
        "consent",
        "Samtycke",
        "<main><h1>Vi värnar om din integritet</h1><p>Vi och våra partner använder cookies. Du kan godkänna alla eller bara nödvändiga.</p><button>Godkänn alla</button></main>",
    ),
    (
        "login",
        "Anmeldung",
        "<main><h1>Anmelden</h1><form><label>E-Mail-Adresse<input></label><label>Passwort<input type=password></label><label><input type=checkbox> Angemeldet bleiben</label><button>Anmelden</button></form><p><a href=/p>Passwort vergessen?</a></p><p>Noch kein Konto? <a href=/r>Jetzt registrieren</a></p></main>",
    ),
    (
        "login",
        "Nur für Abonnenten",
        "<article><h1>Ebbe und Flut</h1><p>Dieser Artikel ist nur für Abonnenten.</p><p>Jetzt weiterlesen: 4 Wochen für 1 €.</p><p>Bereits Abonnent? Hier einloggen.</p></article>",
    ),
    (
        "login",
        "Connexion",
        "<main><h1>Connexion</h1><form><label>Adresse e-mail</label><input><label>Mot de passe</label><input type=password><button>Se connecter</button></form><p><a href=/o>Mot de passe oublié ?</a></p><p>Pas encore de compte ? <a href=/i>Créer un compte</a></p></main>",
    ),
    (
        "login",
        "Les marées",
        "<article><p>Cet article est réservé aux abonnés.</p><p>Il vous reste 85 % de cet article à lire.</p><p>Déjà abonné ? Se connecter</p></article>",
    ),
    (
        "login",
        "ログイン",
        "<main><h1>ログイン</h1><form><label>メールアドレス</label><input><label>パスワード</label><input type=password><button>ログイン</button></form><p><a href=/f>パスワードをお忘れですか？</a></p><p>アカウントをお持ちでない方は<a href=/n>新規登録</a></p></main>",
    ),
    (
        "login",
        "潮の満ち引き",
        "<article><p>この記事は会員限定です。</p><p>続きを読むにはログインまたは会員登録が必要です。</p></article>",
    ),
    (
        "login",
        "Iniciar sesión",
        "<main><h1>Iniciar sesión</h1><p>Correo electrónico</p><p>Contraseña</p><p>¿Has olvidado tu contraseña?</p><p>¿No tienes cuenta? Regístrate</p></main>",
    ),
    ("login", "登录", "<main><h1>登录</h1><p>用户名</p><p>密码</p><p>忘记密码？</p><p>没有账号？立即注册</p></main>"),
    (
        "login",
        "Вход",
        "<main><h1>Вход</h1><p>Электронная почта</p><p>Пароль</p><p>Забыли пароль?</p><p>Нет аккаунта? Зарегистрироваться</p></main>",
    ),
    (
        "login",
        "Subscribe",
        "<article><h1>How tides work</h1><h2>Subscribe to continue reading</h2><p>Become a paid subscriber to get access to the rest of this post and other exclusive content.</p><p><a href=/s>Subscribe</a></p><p>Already a paid subscriber? <a href=/in>Sign in</a></p></article>",
    ),
    (
        "login",
        "How tides work",
        "<article><h1>How tides work</h1><p>Member-only story</p><p>The author made this story available to members only. Create an account to read the full story.</p><p>Continue with Google</p><p>Continue with Facebook</p><p>Already have an account? Sign in</p></article>",
    ),
    (
        "login",
        "Restricted",
        "<main><h1>Restricted content</h1><p>This content is restricted to site members. If you are an existing user, please log in. New users may register below.</p><h2>Existing users log in</h2><p>Username or email</p><p>Password</p><p>Remember me</p></main>",
    ),
    (
        "login",
        "Protected: Notes",
        "<article><h1>Protected: Notes</h1><p>This content is password protected. To view it please enter your password below:</p><form><label>Password: <input type=password></label><input type=submit value=Enter></form></article>",
    ),
    (
        "login",
        "Sign in",
        "<main><h1>Sign in to Harbour</h1><p>Welcome back! Please enter your details.</p><p>Continue with Google</p><p>Continue with GitHub</p><p>Don't have an account? Sign up for free</p><p>By continuing, you agree to our Terms of Service and Privacy Policy.</p></main>",
    ),
    (
        "login",
        "The Tide",
        "<main><h1>You've reached your limit of free articles</h1><p>You have read your 3 free articles this month. Subscribe for unlimited access.</p><p>$1 a week for the first year. Cancel any time.</p><p>Already a subscriber? Log in</p></main>",
    ),
    (
        "login",
        "Login",
        "<main><h1>Login</h1><table><tr><td>Username</td><td><input></td></tr><tr><td>Password</td><td><input type=password></td></tr></table><p>Your session has expired. Please log in again.</p></main>",
    ),
    (
        "login",
        "Accedi",
        "<main><h1>Accedi</h1><p>Indirizzo e-mail</p><p>Password</p><p>Password dimenticata?</p><p>Non hai un account? Registrati</p></main>",
    ),
    ("javascript", "App", "<main><p>Bitte aktivieren Sie JavaScript, um diese Seite zu nutzen.</p></main>"),
    (
        "javascript",
        "App",
        "<main><p>Veuillez activer JavaScript dans votre navigateur pour afficher cette page.</p></main>",
    ),
    ("javascript", "App", "<main><p>このページを表示するには、JavaScriptを有効にしてください。</p></main>"),
    (
        "javascript",
        "App",
        "<main><p>We're sorry but blog doesn't work properly without JavaScript enabled. Please enable it to continue.</p></main>",
    ),
    (
        "javascript",
        "App",
        "<main><h1>JavaScript is not available.</h1><p>We’ve detected that JavaScript is disabled in this browser. Please enable JavaScript or switch to a supported browser to continue.</p></main>",
    ),
    ("javascript", "App", "<main><p>Para ver esta página, activa JavaScript en tu navegador.</p></main>"),
    ("javascript", "App", "<main><p>请启用 JavaScript 以继续浏览本网站。</p></main>"),
    ("javascript", "App", "<main><p>Пожалуйста, включите JavaScript в вашем браузере.</p></main>"),
    ("javascript", "App", "<main><p>Per visualizzare questa pagina è necessario abilitare JavaScript.</p></main>"),
    (
        "javascript",
        "App",
        "<main><h1>Your browser is not supported</h1><p>Please turn JavaScript on and reload the page.</p></main>",
    ),
    (
        "check",
        "Just a moment...",
        "<main><h1>Checking your browser before accessing blog.example</h1><p>This process is automatic. Your browser will redirect to your requested content shortly.</p><p>Please allow up to 5 seconds…</p><p>DDoS protection by Guard</p></main>",
    ),
    (
        "check",
        "Attention Required!",
        "<main><h1>Sorry, you have been blocked</h1><p>You are unable to access blog.example</p><h2>Why have I been blocked?</h2><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.</p><p>Ray ID: 7a1b</p></main>",
    ),
    (
        "check",
        "One more step",
        "<main><h1>One more step</h1><p>Please complete the security check to access blog.example</p><p>Why do I have to complete a CAPTCHA?</p><p>Completing the CAPTCHA proves you are a human and gives you temporary access to the web property.</p></main>",
    ),
    (
        "check",
        "Überprüfung",
        "<main><p>Ihr Browser wird überprüft.</p><p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p><p>Dieser Vorgang läuft automatisch ab.</p></main>",
    ),
    (
        "check",
        "Vérification",
        "<main><h1>Vérification de votre navigateur</h1><p>Veuillez confirmer que vous êtes un humain.</p><p>Cette opération est automatique.</p></main>",
    ),
    (
        "check",
        "確認",
        "<main><p>ブラウザを確認しています。</p><p>あなたが人間であることを確認してください。</p></main>",
    ),
    ("check", "验证", "<main><p>请完成安全验证后继续访问。</p><p>正在检查您的浏览器。</p></main>"),
    (
        "check",
        "Access Denied",
        '<main><h1>Access Denied</h1><p>You don\'t have permission to access "http://blog.example/tides" on this server.</p><p>Reference #18.6d1f3e17</p></main>',
    ),
    (
        "check",
        "Robot Check",
        "<main><h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot. For best results, please make sure your browser is accepting cookies.</p></main>",
    ),
    (
        "check",
        "Pardon Our Interruption",
        "<main><h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot. There are a few reasons this might happen:</p><ul><li>You've disabled JavaScript in your web browser.</li><li>You're a power user moving through this website with super-human speed.</li><li>You've disabled cookies in your web browser.</li></ul><p>To regain access, please make sure that cookies and JavaScript are enabled before reloading the page.</p></main>",
    ),
    (
        "busy",
        "Too Many Requests",
        "<main><h1>Too Many Requests</h1><p>You have been rate limited. Please slow down and try again in a few minutes.</p></main>",
    ),
    (
        "busy",
        "429",
        "<main><h1>429</h1><p>Rate limit exceeded. Your IP address has sent too many requests in a given amount of time.</p></main>",
    ),
    (
        "busy",
        "Zu viele Anfragen",
        "<main><h1>Zu viele Anfragen</h1><p>Sie haben zu viele Anfragen gesendet. Bitte versuchen Sie es später erneut.</p></main>",
    ),
    (
        "busy",
        "Trop de requêtes",
        "<main><h1>Trop de requêtes</h1><p>Vous avez envoyé trop de requêtes. Veuillez réessayer plus tard.</p></main>",
    ),
    ("busy", "エラー", "<main><p>リクエストが多すぎます。</p><p>しばらくしてからもう一度お試しください。</p></main>"),
    (
        "busy",
        "Whoa there",
        "<main><h1>Whoa there!</h1><p>You're making requests too quickly. You have exceeded the request limit. Please wait a moment and try again.</p></main>",
    ),
    (
        "busy",
        "Blocked",
        "<main><h1>Whoa there, pardner!</h1><p>Your request has been blocked due to a network policy.</p><p>Try logging in or creating an account here to get back to browsing.</p><p>Too many requests have come from your network.</p></main>",
    ),
    (
        "maintenance",
        "Wartung",
        "<main><h1>Wartungsarbeiten</h1><p>Unsere Seite wird gerade gewartet. Bitte versuchen Sie es später noch einmal.</p></main>",
    ),
    (
        "maintenance",
        "Maintenance",
        "<main><h1>Site en maintenance</h1><p>Nous effectuons une opération de maintenance. Nous serons bientôt de retour.</p></main>",
    ),
    (
        "maintenance",
        "メンテナンス",
        "<main><h1>メンテナンス中</h1><p>ただいまメンテナンスを行っております。ご迷惑をおかけして申し訳ございません。</p></main>",
    ),
    ("maintenance", "维护", "<main><p>网站正在维护中，请稍后再试。</p></main>"),
    (
        "maintenance",
        "Mantenimiento",
        "<main><h1>Estamos en mantenimiento</h1><p>Volveremos pronto. Disculpe las molestias.</p></main>",
    ),
    ("maintenance", "Error", "<main><h1>Error establishing a database connection</h1></main>"),
    (
        "maintenance",
        "503",
        "<main><h1>503 Service Temporarily Unavailable</h1><p>The server is temporarily unable to service your request due to maintenance downtime or capacity problems. Please try again later.</p></main>",
    ),
    ("maintenance", "Briefly", "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>"),
    (
        "maintenance",
        "Oops",
        "<main><h1>We'll be right back</h1><p>Something went wrong on our end. Our team has been notified and is working on it. Please try again later.</p></main>",
    ),
    ("maintenance", "502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>"),
    (
        "maintenance",
        "Обслуживание",
        "<main><h1>Технические работы</h1><p>Сайт временно недоступен. Зайдите позже.</p></main>",
    ),
    (
        "maintenance",
        "Coming soon",
        "<main><h1>Scheduled Maintenance</h1><p>The harbour blog is getting a new roof. We are working hard and expect to be back at 14:00 UTC. Follow our status page for updates. Thank you for your patience.</p></main>",
    ),
    (
        "consent",
        "Cookies",
        "<main><p>Wir nutzen Cookies auf unserer Website. Einige sind essenziell, andere helfen uns, diese Website zu verbessern.</p><ul><li>Essenziell</li><li>Statistiken</li><li>Marketing</li></ul><p>Alle akzeptieren</p><p>Speichern</p><p>Nur essenzielle Cookies akzeptieren</p></main>",
    ),
    (
        "consent",
        "Ihre Wahl",
        "<article><h1>Ihre Wahl</h1><p>Lesen Sie mit Werbung – kostenlos – oder ohne Werbung im Abo.</p><p>Mit dem Klick auf „Einverstanden“ erlauben Sie uns und 143 Drittanbietern, Cookies zu setzen und Ihre Daten zu verarbeiten.</p><p>Einverstanden</p><p>Zum Pur-Abo</p></article>",
    ),
    (
        "consent",
        "Gestion des cookies",
        "<div><h2>Gestion des cookies</h2><p>En poursuivant votre navigation, vous acceptez l'utilisation de cookies pour mesurer l'audience et vous proposer des contenus adaptés.</p><p>J'accepte</p><p>Je refuse</p><p>Personnaliser</p></div>",
    ),
    (
        "consent",
        "ご確認ください",
        "<main><p>本ウェブサイトは、サービス向上のためクッキー（Cookie）を利用しています。「同意する」をクリックすると、プライバシーポリシーに同意したことになります。</p><p>同意する</p><p>同意しない</p></main>",
    ),
    (
        "consent",
        "Welcome",
        "<main><h1>Welcome!</h1><p>To give you the best experience, we use technologies like cookies to store device information. Consenting to these technologies will allow us to process data such as browsing behaviour. Not consenting may adversely affect certain features.</p><ul><li>Functional</li><li>Statistics</li><li>Marketing</li></ul><p>Accept</p><p>Deny</p><p>View preferences</p></main>",
    ),
    (
        "consent",
        "Age",
        "<main><h1>Yahoo is part of the family</h1><p>When you use our sites and apps, we use cookies to provide our sites, authenticate users and apply security measures.</p><p>If you click 'Accept all', we and our partners will also store and/or access information on a device for personalised advertising.</p><p>If you do not want us to use cookies, click 'Reject all'.</p></main>",
    ),
    (
        "login",
        "Log in",
        "<div><h2>Log in</h2><p>New here? Create an account.</p><p>Username or email address</p><p>Password</p><p>Lost your password?</p><p>Stay signed in</p></div>",
    ),
    (
        "login",
        "Ebbe und Flut",
        "<article><h1>Ebbe und Flut</h1><p>Weiterlesen mit Plus</p><p>Testen Sie unser Angebot: der erste Monat für 1 €, danach 9,99 € monatlich, jederzeit kündbar.</p><p>Sie haben bereits ein Abo? Melden Sie sich an.</p></article>",
    ),
    (
        "login",
        "Marées",
        "<article><p>La suite est réservée à nos abonnés.</p><p>Abonnez-vous à partir de 1 € par mois, sans engagement.</p><p>Vous êtes déjà abonné ? Connectez-vous</p></article>",
    ),
    (
        "login",
        "会員",
        "<article><p>ここから先は有料会員の方のみご覧いただけます。</p><p>会員の方はログインしてください。</p><p>初めての方は会員登録（無料）へ</p></article>",
    ),
    (
        "login",
        "This post is for paid subscribers",
        "<article><h1>This post is for paid subscribers</h1><p>Subscribe</p><p>Already have an account? Sign in</p></article>",
    ),
    (
        "login",
        "Keep reading",
        "<article><p>Keep reading for free</p><p>Enter your email to unlock this article and get our newsletter every Friday.</p><p>By signing up you agree to our terms.</p><p>Already registered? Log in.</p></article>",
    ),
    (
        "login",
        "Private",
        "<main><p>This site is private. You need to be logged in and have the permission of its owner to see it.</p></main>",
    ),
    (
        "check",
        "Security check",
        "<main><h1>Security check</h1><p>Press and hold the button to confirm you are a human and not a bot.</p><p>Reference ID 8a7b</p></main>",
    ),
    (
        "check",
        "Please wait",
        "<main><h1>Please wait while we verify your browser</h1><p>You will be redirected in a few seconds.</p></main>",
    ),
    (
        "check",
        "Einen Moment",
        "<main><h1>Nur einen Moment…</h1><p>Wir prüfen, ob die Verbindung zur Website sicher ist. blog.example muss die Sicherheit Ihrer Verbindung überprüfen, bevor es weitergeht.</p></main>",
    ),
    (
        "javascript",
        "App",
        "<main><p>Diese Anwendung benötigt JavaScript. Bitte schalten Sie es in Ihrem Browser ein und laden Sie die Seite neu.</p></main>",
    ),
    (
        "javascript",
        "App",
        "<main><h1>Oops!</h1><p>Cette page ne peut pas s'afficher car JavaScript est désactivé dans votre navigateur.</p></main>",
    ),
    (
        "javascript",
        "App",
        "<main><p>お使いのブラウザではJavaScriptが無効になっています。設定を変更して再読み込みしてください。</p></main>",
    ),
    (
        "busy",
        "Slow down",
        "<main><h1>Slow down!</h1><p>You have sent too many requests recently. Try again in 15 minutes.</p></main>",
    ),
    ("busy", "Limit", "<main><p>API rate limit exceeded for 192.0.2.7.</p></main>"),
    (
        "busy",
        "Langsam",
        "<main><h1>Nicht so schnell</h1><p>Von Ihrer IP-Adresse kamen zu viele Anfragen in kurzer Zeit. Bitte warten Sie einige Minuten und laden Sie die Seite neu.</p></main>",
    ),
    (
        "maintenance",
        "Be right back",
        "<main><h1>Be right back</h1><p>We're making a few improvements. The site should be up again within the hour.</p></main>",
    ),
    (
        "maintenance",
        "Pause",
        "<main><h1>Wir sind gleich für Sie da</h1><p>Wegen Wartungsarbeiten ist unser Angebot kurz offline. Wir bitten um Ihr Verständnis.</p></main>",
    ),
    (
        "maintenance",
        "Indisponible",
        "<main><h1>Service momentanément indisponible</h1><p>Le site est en cours de mise à jour. Merci de revenir dans quelques minutes.</p></main>",
    ),
    (
        "maintenance",
        "お知らせ",
        "<main><p>現在、システムメンテナンスのためサービスを停止しております。</p><p>しばらくお待ちください。</p></main>",
    ),
]
"""Kind, title, and what stands in the body."""

ARTICLES = [
    (
        "Why I removed the cookie banner",
        "<p>For years this blog asked every visitor to accept cookies. “We value your privacy”, it said, and stored an identifier anyway.</p><p>Last week I took it all out: no analytics, no fonts from elsewhere, no banner. The law asks for consent only where there is something to consent to.</p><p>Nobody noticed, which is the best review that I ever had.</p>",
    ),
    (
        "Cookies explained",
        "<p>A cookie is a small text that a server asks the browser to keep. The browser sends it back with each request.</p><p>Session cookies go when the window closes. Other cookies stay until their date. Third-party cookies are set by somebody else than the site that you visit.</p>",
    ),
    (
        "Consent is not a dark pattern",
        "<p>Consent under the GDPR must be freely given. A button “Accept all” in green beside a grey “Manage options” is not free.</p><p>The regulators said so in 2022, and fined two companies. Most banners have not changed since.</p>",
    ),
    (
        "Building a login form",
        "<p>A login form needs two fields and a button. Here is the markup:</p><pre><code>&lt;form&gt;&lt;label&gt;Username&lt;/label&gt;&lt;input&gt;&lt;label&gt;Password&lt;/label&gt;&lt;input type=password&gt;&lt;button&gt;Sign in&lt;/button&gt;&lt;/form&gt;</code></pre><p>Add autocomplete attributes, so that password managers find them.</p><form><label>Username</label><input><label>Password</label><input type=password><button>Sign in</button></form>",
    ),
    (
        "Forgot your password?",
        "<p>Password resets are the weakest link of a login. An attacker who reads your mail needs nothing else.</p><p>Passkeys take the mail out of it. We moved ours last month and closed the form for good.</p>",
    ),
    (
        "Paywalls",
        "<p>Subscribe to continue reading: four words that end most of my evenings. I have seven subscriptions and read two.</p><p>What would I pay for? A paper that is sold by the article, as apples are sold by the apple.</p>",
    ),
    (
        "On rate limits",
        "<p>Our API returns 429 when a client sends too many requests. We count them in a token bucket for each key.</p><p>Set the bucket to twice the average and let it refill each second. Clients should read Retry-After and slow down.</p>",
    ),
    (
        "The outage of Tuesday",
        "<p>The site was down for forty minutes on Tuesday. The database ran out of connections after a deploy.</p><p>We are sorry for the inconvenience. A limit on the pool and an alert are in place now.</p>",
    ),
    (
        "Maintenance on Saturday",
        "<p>The blog will be down for maintenance on Saturday between ten and eleven. I move it to another host.</p>",
    ),
    (
        "JavaScript is optional",
        "<p>This site works without JavaScript. Enable it or don't: the pages are the same, and the menu is a list of links.</p><p>I think that more pages should require nothing.</p>",
    ),
    (
        "Captchas are over",
        "<p>Machines solve captchas faster than people do. In a study of 2023 bots needed a second, and humans fifteen.</p><p>So what are they for? For training, some say. I say: for the feeling that something was done.</p>",
    ),
    ("Short", "<p>It rains again today.</p>"),
    ("Ten words", "<p>A short post of just ten words, nothing more.</p>"),
    (
        "Datenschutz ohne Banner",
        "<p>Diese Seite verwendet keine Cookies. Darum fragt sie auch nicht nach einer Einwilligung.</p><p>Wer etwas von sich erzählt, tut es freiwillig, und das ist schon alles, was es zu sagen gibt.</p>",
    ),
    (
        "Vie privée",
        "<p>Je n'utilise pas de cookies. Je ne compte pas les visites. Je ne sais pas qui me lit, et cela me va très bien.</p><p>Pour m'écrire, il y a le courrier.</p>",
    ),
    (
        "クッキーの話",
        "<p>クッキーは小さな文字列で、サーバーがブラウザに保存を頼むものです。私のブログでは使っていません。</p><p>だからバナーもありません。読むだけでいいのです。</p>",
    ),
    (
        "ログイン機能を作る",
        "<p>ログイン画面にはメールアドレスとパスワードの欄が必要です。今回はそれを一時間で作りました。</p><p>次はパスワードを使わない方法を試します。</p>",
    ),
    (
        "メンテナンスのお知らせ",
        "<p>土曜日の朝にサーバーを引っ越します。二時間ほど読めなくなりますが、記事は消えません。</p><p>新しいサーバーは少し速いはずです。</p>",
    ),
    (
        "Passwort vergessen",
        "<p>Gestern habe ich mein Passwort vergessen, und mit ihm drei Jahre Fotos. Der Zettel lag im Keller.</p><p>Seitdem habe ich zwei Zettel, und beide liegen nicht im Keller.</p>",
    ),
    (
        "How we do consent",
        "<p>We ask once. You can accept or decline, and the button for either has the same size. Then we forget that we asked.</p><p>It took a week to build and a year to defend in meetings.</p>",
    ),
    (
        "Sign in with Harbour",
        "<p>Today we launch Sign in with Harbour. You can use your account on any site that speaks OpenID.</p><p>No password leaves our servers, and no cookies follow you. Read the documentation to add it to your own site in an afternoon.</p>",
    ),
    (
        "A members' evening",
        "<p>On Friday is the evening for members only. Bring a chair, the hall has none. There is soup at seven, and at eight Ada reads from her book on tides.</p>",
    ),
    (
        "New in 2.4",
        "<p>You can now log in with a passkey. Log in with a password still works. We fixed the page that said 502 Bad Gateway when the queue was full. Thank you for your patience!</p>",
    ),
    (
        "What counts as consent",
        "<p>Consent must be given freely. Websites that use cookies for advertising must ask before they set them.</p><p>Accept all and Reject all must look the same. Silence is not consent, and neither is scrolling on.</p>",
    ),
    (
        "How to write a maintenance page",
        "<p>A good maintenance page says when the site will be back online. It has the status 503 and a Retry-After.</p><p>It says sorry for the inconvenience once, and nothing else. A page that says check back later is a page that nobody checks back on.</p>",
    ),
    (
        "Login forms that work with password managers",
        "<p>A login form needs two fields: a username and a password. Password managers look for the attribute autocomplete.</p><p>The link for a forgotten password stands below the fields. A box that says remember me is checked by hardly anybody, so the session may as well last.</p><p>Registration is another form, at another address, since managers ask to store a new password there.</p>",
    ),
    (
        "Wie man ein Login baut",
        "<p>Ein Login braucht zwei Felder: Benutzername und Passwort. Der Link für ein vergessenes Passwort steht darunter.</p><p>Angemeldet bleiben kreuzt kaum jemand an. Die Registrierung ist ein anderes Formular unter einer anderen Adresse.</p>",
    ),
    (
        "Cookies, kurz erklärt",
        "<p>Ein Cookie ist ein kleiner Text, den ein Server im Browser ablegt. Cookies von Dritten dienen meist der Werbung.</p><p>Seiten, die solche Cookies setzen, brauchen eine Einwilligung. Alle akzeptieren und Alle ablehnen müssen gleich gut zu finden sein.</p>",
    ),
    (
        "Les cookies en bref",
        "<p>Un cookie est un petit texte que le serveur confie au navigateur. Les cookies tiers servent surtout à la publicité.</p><p>Un site qui dépose de tels cookies doit demander le consentement. Les boutons Tout accepter et Tout refuser doivent se ressembler.</p>",
    ),
    (
        "同意バナーの話",
        "<p>Cookieの使用には同意が必要な場合があります。すべて同意するボタンだけが目立つ設計は問題です。</p><p>設定を管理するボタンも同じ大きさにするべきだと、規則は言っています。</p>",
    ),
    (
        "Rate limits in practice",
        "<p>A server that gets too many requests answers with 429. The header Retry-After says when to try again.</p><p>Clients that ignore it are blocked for an hour. A rate limit of ten requests in a second is enough for people, and a nuisance only for scripts.</p>",
    ),
    (
        "Progressive enhancement",
        "<p>A page without JavaScript should still be a page. Forms post, links lead somewhere, and the menu opens.</p><p>Browsers where JavaScript is disabled are few. Browsers where JavaScript has failed to load are many.</p>",
    ),
    (
        "Bot checks",
        "<p>Cloudflare checks the browser before it lets anybody through. The check takes five seconds, and needs JavaScript.</p><p>Readers of feeds fail it, since a feed reader is a bot. The fix is a rule that lets the feed pass.</p>",
    ),
    (
        "Members-only posts in Ghost",
        "<p>Ghost can show a post to members only. The post then ends after its first paragraph, and a box says that the rest is for subscribers.</p><p>The box comes from the theme. To change its words, edit the file content-cta.hbs and upload the theme again.</p>",
    ),
    (
        "The paywall experiment",
        "<p>For a month the archive was for subscribers only. Forty people subscribed, and two hundred wrote that they would not.</p><p>The wall is gone again. The forty got a year for free.</p>",
    ),
    (
        "We will be back in September",
        "<p>The editors are on holiday. New posts come in September, and the archive stays open all summer.</p><p>Letters are answered in autumn. Enjoy the sea.</p>",
    ),
    (
        "Scheduled maintenance",
        "<p>On Sunday from 9 to 11 the servers move to the new hall. Pages load slowly in these hours, and comments are closed.</p><p>Mail is not affected. The team will be on call all morning, and posts here when all is done.</p>",
    ),
    (
        "Release 1.8",
        "<p>Log in with GitHub works again. The page for a forgotten password no longer loops. Cookies are now marked SameSite.</p><p>Thanks to all who reported these. The full list of changes is in the repository.</p>",
    ),
    (
        "Quote of the day",
        "<p>“We value your privacy. Accept all cookies to continue.” Seen on the page of a museum of espionage.</p>",
    ),
    (
        "Link: No more banners",
        "<p>[The EU wants fewer banners](https://news.example/eu). The browser would say once what may be stored, and sites would have to obey.</p>",
    ),
    (
        "Umzug",
        "<p>Am Samstag zieht das Blog um. Die Seite ist dann für einige Stunden nicht erreichbar, wegen Wartungsarbeiten beim Anbieter.</p><p>Danach ist alles wie vorher, nur schneller.</p>",
    ),
    (
        "Email is a good login",
        "<p>Enter an address, get a link, click it: no password at all. Magic links are as safe as the mailbox, which is where password resets go anyway.</p><p>The session lasts a month. Nobody has complained yet.</p>",
    ),
    (
        "Tip: see who tracks you",
        "<p>Open the developer tools and choose Storage. You see the cookies of this site, and those of others.</p><p>Delete what you don't know. You can block third-party cookies in the settings of your browser.</p>",
    ),
    (
        "How to reset your password",
        "<p>Open the settings and choose Account. Press the button Reset password, and enter your old password once more.</p><p>You get an email with a link. The link works for an hour, and after that you need a new one.</p>",
    ),
    (
        "Sold out",
        "<p>The book is sold out. A second edition comes in May. Subscribers get it first, members of the club pay half, and everyone else has to wait a week.</p>",
    ),
    (
        "Turn JavaScript off",
        "<p>To turn JavaScript off in Firefox, open about:config and look for javascript.enabled. Set it to false and reload the page.</p><p>Many pages are faster then. Some show nothing at all, and those say more about themselves than they meant to.</p>",
    ),
]
"""Title, and what stands below it."""
