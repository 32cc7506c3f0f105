//! Turkish.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "tr",
    title: "WhatsApp mesajlarınız: {company}",
    agreed: "Neye onay verdiniz",
    agreed_to: "{date} tarihinde, {digits} ile biten numara için WhatsApp üzerinden şunları almaya onay verdiniz:",
    shown: "Size gösterilenler",
    privacy: "Gizlilik bildirimi: {company}",
    withdraw_title: "Onayınızı geri çekin",
    withdraw: "{company} artık size WhatsApp üzerinden şunları gönderemez: {purposes}. Ücretsizdir ve başka hiçbir şey değişmez.",
    button: "Geri çek",
    done_title: "Onayınızı geri çektiniz",
    done: "{date} tarihinde kaydedildi. {company} artık size WhatsApp üzerinden şunları gönderemez: {purposes}.",
    save: "Kanıtı kaydet",
    save_note: "Onayınızı geri çektiğinizi ve ne zaman çektiğinizi gösteren imzalı bir dosya.",
    change_title: "Numaranızı veya seçimlerinizi değiştirin",
    change_keep: "{digits} ile biten numarayı korumak için boş bırakın.",
    change_next: "Devam",
    change_none: "En az bir mesaj türü seçin. Hepsini sona erdirmek için onayınızı geri çekin.",
    change_number: "Bu numara doğru olamaz. + ve ülke koduyla yazın.",
    change_confirm: "Henüz hiçbir şey değişmedi. Hazır mesajı 30 dakika içinde {digits} ile biten numaradan WhatsApp’ta gönderin. Bu ancak o zaman önceki seçiminizin yerini alır:",
    changed_title: "Bunu değiştirdiniz",
    changed: "{date} tarihinde kaydedildi. O zaman seçtiğiniz geçerlidir.",
    changed_link: "Şu anda neyin geçerli olduğunu görün",
    unknown: Refusal { title: "Bu bağlantı çalışmıyor", text: "Bir bölümü eksik olabilir: tamamını kopyalayın. Bir WhatsApp mesajına her zaman {keyword} yanıtını verebilirsiniz." },
    expired: Refusal { title: "Bu bağlantının süresi doldu", text: "Bir WhatsApp mesajına {keyword} yanıtını verin: mesajları her zaman durdurur." },
    foreign: Refusal { title: "Hiçbir şey değiştirilmedi", text: "İstek başka bir siteden geldi. Kendi bağlantınızı açın ve düğmeye orada basın." },
    failed: Refusal { title: "Bu işe yaramadı", text: "Hiçbir şey değiştirilmedi. Bir dakika sonra yeniden deneyin ya da bir WhatsApp mesajına {keyword} yanıtını verin." },
    months: &[],
};
