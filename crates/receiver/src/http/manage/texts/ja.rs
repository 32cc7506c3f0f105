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
    change_title: "番号または選択内容を変更する",
    change_keep: "末尾が {digits} の番号をそのまま使う場合は空欄にしてください。",
    change_next: "続ける",
    change_none: "少なくとも 1 種類のメッセージを選んでください。すべて止めるには同意を撤回してください。",
    change_number: "この番号は正しくないようです。+ と国番号を付けて入力してください。",
    change_confirm: "まだ何も変わっていません。末尾が {digits} の番号から、30 分以内に WhatsApp で用意されたメッセージを送信してください。送信すると、次の内容が以前の選択に代わります:",
    changed_title: "変更済みです",
    changed: "{date} に記録されました。そのとき選んだ内容が有効です。",
    changed_link: "現在有効な内容を見る",
    unknown: Refusal { title: "このリンクは使えません", text: "一部が欠けている可能性があります。全体をコピーしてください。WhatsAppのメッセージに「{keyword}」と返信することもできます。" },
    expired: Refusal { title: "このリンクは期限切れです", text: "WhatsAppのメッセージに「{keyword}」と返信すると、いつでも配信が止まります。" },
    foreign: Refusal { title: "何も変更されていません", text: "別のサイトからのリクエストでした。リンクそのものを開き、そこでボタンを押してください。" },
    failed: Refusal { title: "処理できませんでした", text: "何も変更されていません。1分後にもう一度試すか、WhatsAppのメッセージに「{keyword}」と返信してください。" },
    months: &[],
};
