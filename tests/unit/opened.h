/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * opened: an edition of a few sentences with its fonts, for the tests of what composes text. Its
 * texts are t.1, t.2 ...; the contacts are those of the United States.
 */
#ifndef UNIT_OPENED_H
#define UNIT_OPENED_H

#include "compose/paragraph.h"
#include "compose/words.h"
#include "expect.h"

struct opened {
	struct desk desk;
	const struct typography *type;
	struct edition edition;
	struct contact contact;
	struct glossary *glossary;
	struct fonts *fonts;
};

static inline void opened_contact(struct contact *contact)
{
	*contact = (struct contact){
		.region = "us",
		.phone = { .text = "1-800-THE-LOST" },
		.digits = { .text = "1-800-843-5678" },
		.dial = { .text = "+18008435678" },
		.site = { .text = "CyberTipline.org" },
		.link = { .text = "https://www.cybertipline.org" },
		.qr = { .text = "https://CyberTipline.org" },
		.org_site = { .text = "humantraffickingfront.org" },
	};
}

/* `texts` ends with NULL. fonts is NULL where fonts_new said why. */
static inline void opened_init(struct opened *opened, const char *tag, const char *const *texts,
    bool whole)
{
	char *path = data_path("layouts/type.yaml"), *folder = data_path("fonts");
	struct arena *arena;
	size_t count = 0;

	memset(opened, 0, sizeof(*opened));
	desk_init(&opened->desk);
	arena = opened->desk.arena;
	opened->type = type_load(arena, path, &opened->desk.diag);
	g_assert_nonnull(opened->type);
	while (texts[count])
		count++;
	opened_contact(&opened->contact);
	opened->edition.tag = arena_strdup(arena, tag);
	opened->edition.language = type_language(opened->type, tag);
	g_assert_nonnull(opened->edition.language);
	opened->edition.source = source_of(&opened->desk, "", 0);
	opened->edition.entries = ARENA_ARRAY(arena, struct entry, count + 1);
	opened->edition.n_entries = count;
	for (size_t i = 0; i < count; i++) {
		struct entry *entry = &opened->edition.entries[i];

		entry->path = arena_printf(arena, "t.%zu", i + 1);
		entry->phrase.text = texts[i];
		entry->phrase.place = (struct place){ opened->edition.source, (unsigned)i + 1, 1 };
	}
	opened->glossary = glossary_new(arena, &opened->edition, &opened->contact);
	opened->fonts = fonts_new(arena, folder, opened->type, &opened->edition, &opened->contact,
	    whole, &opened->desk.diag);
	g_free(path);
	g_free(folder);
}

static inline void opened_release(struct opened *opened)
{
	desk_release(&opened->desk);
}

/* Text t.`number`, shaped, or NULL. */
static inline const struct text *opened_text(struct opened *opened, int number, enum weight weight)
{
	char *path = arena_printf(opened->desk.arena, "t.%d", number);
	const struct words *words = glossary_words(opened->glossary, path, 1, 2);

	g_assert_nonnull(words);
	return shape_text(opened->fonts, words, weight, &opened->desk.diag);
}

/* One sentence or two of many languages. They say, more or less: talk to an adult whom you trust.
 * Call {phone} or write to {site}. */
static const struct {
	const char *tag, *text;
} sentences[] = {
	{ "en",
	    "Talk to an adult whom you trust (a teacher, a nurse): it is not your fault. Call {phone} or write to {site}." },
	{ "fr",
	    "« Ce n’est pas ta faute ! » Parle à un adulte de confiance ; appelle le {phone} ou écris à {site}." },
	{ "ar",
	    "تحدّث إلى شخص بالغ تثق به (معلّم أو ممرّضة): الذنب ليس ذنبك. اتصل بالرقم {phone} أو زر الموقع {site}." },
	{ "fa",
	    "با بزرگ‌سالی که به او اعتماد دارید حرف بزنید؛ این تقصیر شما نیست. با {phone} تماس بگیرید." },
	{ "ur",
	    "کسی ایسے بڑے سے بات کریں جس پر آپ کو بھروسا ہو۔ یہ آپ کی غلطی نہیں ہے۔ {phone} پر فون کریں۔" },
	{ "he",
	    "דברו עם מבוגר שאתם סומכים עליו (מורה או אחות): זו לא אשמתכם. התקשרו {phone} או {site}." },
	{ "zh-Hans",
	    "请告诉你信任的大人（老师、护士）：这不是你的错。请拨打{phone}，或访问{site}。" },
	{ "ja",
	    "信頼できる大人に話してください。あなたのせいではありません。電話は{phone}、ウェブは{site}です。" },
	{ "ko",
	    "믿을 수 있는 어른에게 이야기하세요. 당신의 잘못이 아닙니다. {phone}으로 전화하세요." },
	{ "hi",
	    "किसी ऐसे बड़े से बात करें जिस पर आपको विश्वास हो। यह आपकी ग़लती नहीं है। {phone} पर फ़ोन करें।" },
	{ "bn",
	    "বিশ্বাস করো এমন কোনো বড় মানুষের সঙ্গে কথা বলো। এটা তোমার দোষ নয়। {phone} নম্বরে ফোন করো।" },
	{ "ta", "நீங்கள் நம்பும் பெரியவரிடம் பேசுங்கள். இது உங்கள் தவறு அல்ல. {phone} என்ற எண்ணை அழையுங்கள்." },
	{ "si", "ඔබ විශ්වාස කරන වැඩිහිටියෙකුට කියන්න. එය ඔබේ වරදක් නොවේ. {phone} අමතන්න." },
	{ "th", "คุยกับผู้ใหญ่ที่คุณไว้ใจ เรื่องนี้ไม่ใช่ความผิดของคุณ โปรดทำซ้ำ ๆ โทร {phone} หรือไปที่ {site}" },
	{ "lo", "ລົມກັບຜູ້ໃຫຍ່ທີ່ເຈົ້າໄວ້ໃຈ ເລື່ອງນີ້ບໍ່ແມ່ນຄວາມຜິດຂອງເຈົ້າ ຄຳແນະນຳ ໂທ {phone}" },
	{ "km", "ចូរនិយាយជាមួយមនុស្សពេញវ័យដែលអ្នកទុកចិត្ត។ នេះមិនមែនជាកំហុសរបស់អ្នកទេ។ ទូរស័ព្ទទៅ {phone}។" },
	{ "my", "သင်ယုံကြည်ရသော လူကြီးတစ်ဦးနှင့် စကားပြောပါ။ ၎င်းသည် သင့်အပြစ်မဟုတ်ပါ။ {phone} သို့ ဖုန်းဆက်ပါ။" },
	{ "am", "ከምታምኑት አዋቂ ሰው ጋር ተነጋገሩ፣ ጥፋቱ የእናንተ አይደለም። በ{phone} ደውሉ።" },
	{ "ru",
	    "Поговорите со взрослым, которому вы доверяете: это не ваша вина. Звоните {phone} или пишите на {site}." },
	{ "el", "Μιλήστε σε έναν ενήλικα που εμπιστεύεστε· δεν φταίτε εσείς. Καλέστε το {phone}." },
	{ "vi",
	    "Hãy nói với một người lớn mà bạn tin cậy. Đó không phải lỗi của bạn. Hãy gọi {phone}." },
	{ "yo", "Bá àgbàlagbà kan tí o gbẹ́kẹ̀lé sọ̀rọ̀; kì í ṣe ẹ̀bi rẹ. Pe {phone}." },
	{ "hy", "Խոսեք մեծահասակի հետ, որին վստահում եք։ Դա ձեր մեղքը չէ։ Զանգահարեք {phone}։" },
	{ "bo", "ཁྱེད་རང་གིས་ཡིད་ཆེས་བྱེད་པའི་མི་ཆེན་ཞིག་ལ་སྐད་ཆ་ཤོད། {phone}" },
};

#endif
