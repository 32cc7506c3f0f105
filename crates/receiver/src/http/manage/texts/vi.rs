//! Vietnamese.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "vi",
    title: "Tin nhắn WhatsApp của bạn từ {company}",
    agreed: "Điều bạn đã đồng ý",
    agreed_to: "Vào {date}, bạn đã đồng ý, cho số có đuôi {digits}, nhận qua WhatsApp:",
    shown: "Nội dung đã hiển thị cho bạn",
    privacy: "Thông báo về quyền riêng tư của {company}",
    withdraw_title: "Rút lại sự đồng ý",
    withdraw: "Sau đó {company} không còn được phép gửi cho bạn qua WhatsApp: {purposes}. Việc này miễn phí và không có gì khác thay đổi.",
    button: "Rút lại",
    done_title: "Bạn đã rút lại sự đồng ý",
    done: "Ghi nhận vào {date}. {company} không còn được phép gửi cho bạn qua WhatsApp: {purposes}.",
    save: "Lưu bằng chứng",
    save_note: "Tệp có chữ ký cho thấy bạn đã rút lại sự đồng ý và vào lúc nào.",
    change_title: "Đổi số hoặc lựa chọn của bạn",
    change_keep: "Để trống để giữ số có đuôi {digits}.",
    change_next: "Tiếp tục",
    change_none: "Hãy chọn ít nhất một loại tin nhắn. Để dừng tất cả, hãy rút lại sự đồng ý.",
    change_number: "Số này không thể đúng. Hãy viết kèm dấu + và mã quốc gia.",
    change_confirm: "Chưa có gì thay đổi. Hãy gửi tin nhắn soạn sẵn trên WhatsApp từ số có đuôi {digits} trong vòng 30 phút. Khi đó nội dung sau mới thay thế lựa chọn trước của bạn:",
    changed_title: "Bạn đã thay đổi điều này",
    changed: "Ghi nhận ngày {date}. Lựa chọn khi đó của bạn có hiệu lực thay thế.",
    changed_link: "Xem điều đang có hiệu lực",
    unknown: Refusal { title: "Liên kết này không hoạt động", text: "Có thể thiếu một phần: hãy sao chép toàn bộ. Bạn luôn có thể trả lời {keyword} cho một tin nhắn trên WhatsApp." },
    expired: Refusal { title: "Liên kết này đã hết hạn", text: "Hãy trả lời {keyword} cho một tin nhắn trên WhatsApp: tin nhắn sẽ ngừng bất cứ lúc nào." },
    foreign: Refusal { title: "Không có gì thay đổi", text: "Yêu cầu đến từ một trang khác. Hãy mở chính liên kết của bạn và nhấn nút ở đó." },
    failed: Refusal { title: "Không thực hiện được", text: "Không có gì thay đổi. Hãy thử lại sau một phút, hoặc trả lời {keyword} cho một tin nhắn trên WhatsApp." },
    months: &[],
};
