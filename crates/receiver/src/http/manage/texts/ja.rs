//! Japanese.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ja",
    title: "{company}からのWhatsAppメッセージ",
    agreed: "同意した内容",
    agreed_to: "{date}に、末尾が{digits}の番号で、WhatsAppで次のものを受け取ることに同意しました：",
    shown: "表示された内容",
    privacy: "{company}のプライバシーに関する通知",
    withdraw_title: "同意の撤回",
    withdraw: "撤回すると、{company}はWhatsAppで次のものを送れなくなります：{purposes}。費用はかからず、ほかには何も変わりません。",
    button: "撤回する",
    done_title: "同意を撤回しました",
    done: "{date}に記録しました。{company}はWhatsAppで次のものを送れません：{purposes}。",
    save: "証明を保存",
    save_note: "同意を撤回したことと、その日時を示す署名付きファイルです。",
    unknown: Refusal { title: "このリンクは使えません", text: "一部が欠けている可能性があります。全体をコピーしてください。WhatsAppのメッセージに「{keyword}」と返信することもできます。" },
    expired: Refusal { title: "このリンクは期限切れです", text: "WhatsAppのメッセージに「{keyword}」と返信すると、いつでも配信が止まります。" },
    foreign: Refusal { title: "何も変更されていません", text: "別のサイトからのリクエストでした。リンクそのものを開き、そこでボタンを押してください。" },
    failed: Refusal { title: "処理できませんでした", text: "何も変更されていません。1分後にもう一度試すか、WhatsAppのメッセージに「{keyword}」と返信してください。" },
    months: &[],
};
