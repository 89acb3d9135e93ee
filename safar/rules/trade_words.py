"""The words of the trade, in the languages workers and registers use, each brought to one English form for the search.

Only for finding, never for deciding: "recruiting" and "recruitment" are one for a search and two for an identity.
Written from general knowledge of the languages, as of 2026-11-24; a row is the common form and its spellings, in any
script, with the ways that it is written by ear in another script.
"""

from __future__ import annotations

import re

from safar.rules.plain_words import plain_words

AS_OF = "2026-11-24"
_ROWS = """
recruitment: recruiting, recruiters, recruiter, recruit, rekrutmen, perekrutan, recrutement, recrutamento,
    reclutamiento, rekrutacja, ajira, uajiri, tuyen dung, rekrutering, reclutare, işe alım, рекрутинг,
    рекрутмент, подбор персонала, підбір персоналу, التوظيف, توظيف, للتوظيف, استقدام, الاستقدام, للاستقدام,
    ریکروٹمنٹ, ریکروٹنگ, بھرتی, भर्ती, रिक्रूटमेंट, रिक्रुटमेन्ट, रिक्रूटिंग, নিয়োগ, রিক্রুটমেন্ট, রিক্রুটিং,
    ቅጥር, ምልመላ
manpower: man power, menpower, manpowers, manpowar, tenaga kerja, jasa tenaga kerja, mano de obra, mao de obra,
    main d oeuvre, lakas paggawa, nhan luc, cung ung nhan luc, insan gucu, lao dong, القوى العاملة, الايدي
    العاملة, الأيدي العاملة, مان باور, مانباور, مین پاور, افرادی قوت, मैनपावर, म्यानपावर, जनशक्ति, ম্যানপাওয়ার,
    জনশক্তি, менпауэр, менпавер, манпауэр, робоча сила, рабочая сила
employment: employments, empleo, empleos, emploi, emplois, emprego, empregos, pekerjaan, trabaho, viec lam,
    istihdam, zatrudnienie, трудоустройство, працевлаштування, занятость, занятости, зайнятості, العمل, التشغيل,
    تشغيل, ایمپلائمنٹ, روزگار, रोजगार, एम्प्लॉयमेंट, কর্মসংস্থান, এমপ্লয়মেন্ট, የሥራ ስምሪት, ሥራ ስምሪት, የስራ ስምሪት
agency: agencies, agensi, agencia, agencias, agence, agences, ahensya, ahensiya, wakala, ajansi, ajans, acente,
    acentesi, agentur, agencja, agenzia, ejensi, ejency, agensy, مكتب, وكالة, وكاله, ایجنسی, агентство,
    агенство, агенція, агенція, एजेंसी, एजेन्सी, এজেন্সি, এজেন্সী, ኤጀንሲ
services: service, svcs, svc, srvcs, svs, servicios, servicio, servico, servicos, servizi, layanan, jasa,
    serbisyo, huduma, dich vu, hizmetleri, hizmet, uslugi, услуги, послуги, сервис, сервіс, сервисез, الخدمات,
    خدمات, للخدمات, سروسز, سروس, सेवा, सेवाएं, सर्विसेज, सर्विसेस, सर्भिसेज, सर्विस, सर्भिस, সার্ভিসেস, সার্ভিস,
    সেবা, አገልግሎት, አገልግሎቶች
overseas: oversea, over seas, ultramar, luar negeri, abroad, nje ya nchi, ng nuoc ngoai, oversis, obersis,
    اوورسيز, اوفرسيز, اوورسیز, اوورسيس, بیرون ملک, ओवरसीज, ओवरसिज, ओभरसिज, वैदेशिक रोजगार, वैदेशिक, ওভারসীজ,
    ওভারসিজ, ওভারসিস, оверсиз, оверсис, за рубежом, የውጭ ሀገር, የውጭ አገር
international: intl, int l, internasional, internacional, internationale, internazionale, internasyonal,
    internasyunal, kimataifa, quoc te, uluslararasi, beynelxalq, miedzynarodowy, inter national, международный,
    международная, международное, міжнародний, міжнародна, интернешнл, интернэшнл, интернешнел, інтернешнл,
    الدولية, الدوليه, دولية, العالمية, العالميه, انترناشونال, انترناشيونال, انٹرنیشنل, بین الاقوامی, इंटरनेशनल,
    इन्टरनेसनल, अन्तर्राष्ट्रिय, अंतर्राष्ट्रीय, ইন্টারন্যাশনাল, আন্তর্জাতিক, ኢንተርናሽናል, ዓለም አቀፍ
trading: trade, trades, traders, trader, perdagangan, comercio, comercializadora, negoce, biashara, thuong mai,
    ticaret, tic, handel, handlowa, kalakalan, торговля, торговый, торгова, трейдинг, التجارة, التجاريه,
    التجارية, للتجارة, تجارة, تريدنغ, تريدينج, ٹریڈنگ, ٹریڈرز, तजारत, ट्रेडिंग, ट्रेडर्स, व्यापार, ট্রেডিং,
    ট্রেডার্স, বাণিজ্য, ንግድ, ትሬዲንግ
contracting: contractors, contractor, contracts, kontraktor, contratistas, contratista, empreiteira, ukandarasi,
    nha thau, muteahhitlik, taahhut, подряд, підряд, контрактинг, المقاولات, للمقاولات, مقاولات, کنٹریکٹنگ,
    کنٹریکٹرز, ठेकेदार, कॉन्ट्रैक्टिंग, कन्ट्र्याक्टिङ, কন্ট্রাক্টিং, ঠিকাদার, ኮንትራክቲንግ, ተቋራጭ
company: kompaniya, kompanya, kampuni, perusahaan, sirket, firma, compagnia, компания, компанія, الشركة, کمپنی,
    कंपनी, कम्पनी, কোম্পানি, কোম্পানী, ኩባንያ
group: grupo, groupe, gruppo, gruppe, grup, kundi, tap doan, grubu, группа, група, групп, груп, مجموعة,
    المجموعة, جروب, غروب, قروب, گروپ, समूह, ग्रुप, গ্রুপ, গ্রূপ, ግሩፕ
enterprises: enterprise, entreprise, entreprises, empresa, empresas, emprendimientos, usaha, isletmeleri,
    isletme, предприятие, підприємство, энтерпрайзис, энтерпрайз, انتربرايز, انتربرايزز, انٹرپرائزز, انٹرپرائز,
    इंटरप्राइजेज, इन्टरप्राइजेज, एंटरप्राइजेज, उद्यम, এন্টারপ্রাইজ, এন্টারপ্রাইজেস, ድርጅት, ኢንተርፕራይዝ
travel: travels, traveling, travelling, viajes, viaje, viagens, voyages, voyage, perjalanan, du lich, seyahat,
    safari, туризм, трэвел, тревел, السفر, للسفر, سفريات, للسفريات, السفريات, ٹریول, ٹریولز, ट्रेवल्स, ट्राभल्स,
    ट्रैवल्स, यात्रा, ট্রাভেলস, ট্রাভেল, ጉዞ
tours: tour, tourism, turismo, tourisme, pariwisata, wisata, turizm, utalii, тур, турс, السياحة, للسياحة, سياحة,
    ٹورز, ٹور, टूर्स, टुर्स, ট্যুরস, ট্যুর, ቱር
consultancy: consulting, consultants, consultant, consultoria, consultores, conseil, conseils, konsultan,
    konsultasi, danismanlik, tu van, ushauri, консалтинг, консалтинґ, консультант, استشارات, الاستشارات,
    للاستشارات, کنسلٹنسی, کنسلٹنٹس, कंसल्टेंसी, कन्सल्टेन्सी, परामर्श, কনসালটেন্সি, কনসালট্যান্সি, ኮንሰልታንሲ, አማካሪ
human resources: hr, sumber daya manusia, recursos humanos, ressources humaines, insan kaynaklari, nguon nhan
    luc, rasilimali watu, кадры, кадровое, الموارد البشرية, موارد بشرية, मानव संसाधन, ह्युमन रिसोर्स, মানব
    সম্পদ, হিউম্যান রিসোর্স, የሰው ኃይል
placement: placements, colocacion, colocaciones, colocacao, penempatan, yerlestirme, пласмент, प्लेसमेंट,
    प्लेसमेन्ट, প্লেসমেন্ট, پلیسمنٹ
supply: supplies, suppliers, suministros, suministro, penyaluran, penyalur, cung ung, tedarik, توريد, التوريد,
    لتوريد, سپلائی, सप्लाई, सप्लायर्स, সাপ্লাই
construction: constructions, construccion, construcciones, construcao, construtora, konstruksi, insaat, xay
    dung, ujenzi, konstruksyon, строительство, строительная, будівництво, констракшн, البناء, للبناء, الانشاءات,
    تعمير, للانشاءات, کنسٹرکشن, कंस्ट्रक्शन, कन्स्ट्रक्सन, निर्माण, কনস্ট্রাকশন, নির্মাণ, ኮንስትራክሽን, ግንባታ
transport: transportation, transports, transporte, transportes, transportasi, tasimacilik, nakliyat, van tai,
    usafiri, транспорт, النقل, للنقل, نقليات, ٹرانسپورٹ, ट्रांसपोर्ट, यातायात, ট্রান্সপোর্ট, পরিবহন, ትራንስፖርት
cleaning: cleaners, limpieza, limpeza, nettoyage, pembersihan, temizlik, usafi, клининг, клінінг, النظافة,
    التنظيف, للنظافة, کلیننگ, क्लीनिंग, सफाई, ক্লিনিং, ጽዳት
security: seguridad, seguranca, securite, keamanan, guvenlik, ulinzi, bao ve, охрана, охорона, секьюрити, الامن,
    الأمن, للحراسة, سکیورٹی, سیکیورٹی, सिक्योरिटी, सुरक्षा, সিকিউরিটি, নিরাপত্তা, ሴኩሪቲ, ጥበቃ
healthcare: health care, salud, sante, saude, kesehatan, saglik, afya, хелскер, хелскеа, хелткер, хэлскэр, هيلث
    كير, هيلثكير, ہیلتھ کیئر, हेल्थकेयर, हेल्थ केयर, স্বাস্থ্যসেবা, হেলথ কেয়ার, ጤና
general: umum, genel, tong hop, генеральный, العامة, عامة, جنرال, جنرل, जनरल, জেনারেল, ጠቅላላ
engineering: engineers, ingenieria, ingenierie, engenharia, rekayasa, muhendislik, uhandisi, инжиниринг,
    інжиніринг, الهندسة, الهندسية, للهندسة, انجینئرنگ, इंजीनियरिंग, इन्जिनियरिङ, ইঞ্জিনিয়ারিং, ኢንጂነሪንግ
training: capacitacion, treinamento, pelatihan, egitim, mafunzo, dao tao, тренинг, التدريب, للتدريب, ٹریننگ,
    ट्रेनिंग, तालिम, प्रशिक्षण, ট্রেনিং, প্রশিক্ষণ, ስልጠና
industries: industry, industrial, industria, industrias, industrie, industri, sanayi, viwanda, индустрия,
    промышленность, الصناعية, للصناعات, صناعات, انڈسٹریز, इंडस्ट्रीज, उद्योग, ইন্ডাস্ট্রিজ, শিল্প, ኢንዱስትሪ
management: mgmt, mgt, mngt, manajemen, gestion, gestao, yonetim, quan ly, usimamizi, менеджмент, ادارة,
    الادارة, مینجمنٹ, मैनेजमेंट, व्यवस्थापन, ম্যানেজমেন্ট, ማኔጅመንት
manufacturing: mfg, mfrs, manufacturers, manufacturer, manufactura, fabricacion, fabrication, manufaktur,
    imalat, san xuat, uzalishaji, производство, виробництво, مینوفیکچرنگ, मैन्युफैक्चरिंग, উৎপাদন
technology: technologies, tecnologia, tecnologias, technologie, teknologi, teknoloji, cong nghe, teknolojia,
    технологии, технології, технолоджис, تكنولوجيا, تقنية, التقنية, ٹیکنالوجی, ٹیکنالوجیز, टेक्नोलॉजी,
    टेक्नोलोजी, টেকনোলজি, ቴክኖሎጂ
solutions: solution, soluciones, solucoes, solusi, cozumleri, giai phap, солюшнс, حلول, سلوشنز, سولوشنز,
    सॉल्यूशंस, सोलुसन, সলিউশনস, সলিউশন
restaurant: restaurants, restaurante, ristorante, rumah makan, lokanta, nha hang, mgahawa, ресторан, مطعم,
    ریسٹورنٹ, रेस्टोरेंट, रेस्टुरेन्ट, রেস্টুরেন্ট, ሬስቶራንት
hotel: hotels, hoteles, otel, khach san, hoteli, отель, готель, гостиница, فندق, هوتيل, ہوٹل, होटल, হোটেল, ሆቴል
brothers: bros, hermanos, freres, irmaos, kardesler, اخوان, الاخوان, برادرز, ब्रदर्स, ব্রাদার্স, бразерс
sons: hijos, واولاده, وأولاده, أولاده, fils, filhos, ogullari, اولاد, सन्स, সন্স
associates: assocs, assoc, asociados, associes, associados, ایسوسی ایٹس, एसोसिएट्स, অ্যাসোসিয়েটস, ассошиэйтс
global: globale, mondial, mundial, kuresel, toan cau, глобал, глобальный, غلوبال, جلوبال, قلوبال, گلوبل, ग्लोबल,
    গ্লোবাল, ግሎባል
center: centre, centro, pusat, merkezi, trung tam, kituo, центр, مركز, المركز, سنٹر, سینٹر, केंद्र, सेन्टर,
    সেন্টার, ማዕከል
domestic workers: domestic worker, pekerja rumah tangga, trabajadoras del hogar, العمالة المنزلية, عمالة منزلية,
    العماله المنزليه, घरेलू कामगार, গৃহকর্মী
labour: labor, buruh, mano obra, trabajo, travail, trabalho, isci, العمالة, العماله, عمالة, لیبر, श्रम, श्रमिक,
    শ্রমিক, শ্রম, ሠራተኛ
foreign: extranjero, etranger, estrangeiro, asing, yurtdisi, nuoc ngoai, الخارج, الخارجي, الخارجيه, الخارجية,
    فارن, विदेश, फॉरेन, বিদেশ, বৈদেশিক, የውጭ
development: developments, desarrollo, developpement, desenvolvimento, pembangunan, gelistirme, phat trien,
    maendeleo, развитие, التنمية, للتنمية, التطوير, ڈویلپمنٹ, विकास, डेवलपमेंट, উন্নয়ন, ডেভেলপমেন্ট
corporation: corp, corpn, korporasi, korporasyon, corporacion, كوربوريشن, کارپوریشن, कारपोरेशन, कॉर्पोरेशन,
    কর্পোরেশন
import export: import and export, imp exp, import va export, ithalat ihracat, xuat nhap khau, importacion
    exportacion, الاستيراد والتصدير, للاستيراد والتصدير, импорт экспорт, امپورٹ ایکسپورٹ
"""

# Short for one word and no other, and spellings of one word: these are the same name, not only a similar one.
_IN_FULL = {
    "intl": "international", "mfg": "manufacturing", "mgmt": "management", "mgt": "management",
    "svcs": "services", "svc": "service", "srvcs": "services", "bros": "brothers", "assoc": "associates",
    "dept": "department", "govt": "government", "natl": "national", "univ": "university", "centre": "center",
    "labour": "labor", "organisation": "organization", "jewellers": "jewelers", "theatre": "theater",
    "ctr": "center", "enterprize": "enterprise", "hosp": "hospital", "constr": "construction",
}  # fmt: skip


def own_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words, already in common form, that are the name's own and not the trade's.

    >>> own_words(("al", "noor", "overseas", "employment"))
    ('al', 'noor')
    """
    return tuple(word for word in words if word not in _COMMON)


def in_full(words: tuple[str, ...]) -> tuple[str, ...]:
    """Write out what is only an abbreviation or another spelling of the same word.

    >>> in_full(("star", "intl", "mfg"))
    ('star', 'international', 'manufacturing')
    """
    return words if _IN_FULL.keys().isdisjoint(words) else tuple(_IN_FULL.get(word, word) for word in words)


def _with_prefixes(spelling: str) -> tuple[str, ...]:
    """Give an Arabic word also with its article, and as "for …", "for the …", "and the …"."""
    if not "\u0600" <= spelling[0] <= "\u064a" or " " in spelling:
        return (spelling,)
    bare = spelling.removeprefix("لل").removeprefix("ال")
    return (spelling, bare, *(prefix + bare for prefix in ("ال", "لل", "ل", "وال", "و")))


def _table() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in re.split(r"\n(?! )", _ROWS.strip()):
        common, spellings = row.split(":", 1)
        for spelling in spellings.split(","):
            for form in _with_prefixes(" ".join(spelling.split())):
                table.setdefault(plain_words(form), tuple(common.split()))
    return table


_TABLE = _table()
_COMMON = frozenset(word for common in _TABLE.values() for word in common)
_LONGEST = max(map(len, _TABLE))
_STARTS = frozenset(words[0] for words in _TABLE)


def in_common_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words with those of the trade in their common form, the longest phrase first.

    >>> in_common_words(plain_words("Agensi Pekerjaan Megawi")), in_common_words(plain_words("الرشيد للتوظيف"))
    (('agency', 'employment', 'megawi'), ('al', 'rashid', 'recruitment'))
    """
    if _STARTS.isdisjoint(words):
        return words
    common: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            found = _TABLE.get(words[at : at + size])
            if found:
                break
        else:
            found, size = (words[at],), 1
        common.extend(found)
        at += size
    return tuple(common)
