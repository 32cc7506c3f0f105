//! Thai.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "th",
    title: "ข้อความ WhatsApp ของคุณจาก {company}",
    agreed: "สิ่งที่คุณยินยอม",
    agreed_to: "เมื่อ {date} คุณยินยอมให้หมายเลขที่ลงท้ายด้วย {digits} รับสิ่งต่อไปนี้ทาง WhatsApp:",
    shown: "สิ่งที่แสดงให้คุณเห็น",
    privacy: "ประกาศความเป็นส่วนตัวของ {company}",
    withdraw_title: "ถอนความยินยอม",
    withdraw: "หลังจากนี้ {company} จะส่งสิ่งต่อไปนี้ถึงคุณทาง WhatsApp ไม่ได้อีก: {purposes} ไม่มีค่าใช้จ่าย และไม่มีอะไรอื่นเปลี่ยนแปลง",
    button: "ถอน",
    done_title: "คุณถอนความยินยอมแล้ว",
    done: "บันทึกเมื่อ {date} {company} ส่งสิ่งต่อไปนี้ถึงคุณทาง WhatsApp ไม่ได้อีก: {purposes}",
    save: "บันทึกหลักฐาน",
    save_note: "ไฟล์ที่มีลายเซ็นซึ่งแสดงว่าคุณถอนความยินยอมแล้วและเมื่อใด",
    unknown: Refusal { title: "ลิงก์นี้ใช้ไม่ได้", text: "อาจขาดไปบางส่วน โปรดคัดลอกให้ครบ คุณตอบกลับข้อความใน WhatsApp ว่า “{keyword}” ได้ทุกเมื่อ" },
    expired: Refusal { title: "ลิงก์นี้หมดอายุแล้ว", text: "ตอบกลับข้อความใน WhatsApp ว่า “{keyword}” เพื่อหยุดข้อความได้ทุกเมื่อ" },
    foreign: Refusal { title: "ไม่มีอะไรเปลี่ยนแปลง", text: "คำขอมาจากเว็บไซต์อื่น โปรดเปิดลิงก์ของคุณเองแล้วกดปุ่มที่นั่น" },
    failed: Refusal { title: "ทำไม่สำเร็จ", text: "ไม่มีอะไรเปลี่ยนแปลง โปรดลองอีกครั้งในหนึ่งนาที หรือตอบกลับข้อความใน WhatsApp ว่า “{keyword}”" },
    months: &[],
};
