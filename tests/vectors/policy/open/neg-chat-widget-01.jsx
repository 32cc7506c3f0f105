import React from "react";
import WhatsAppWidget from "react-whatsapp-chat-widget";
const ReactApp = () => {
	return (
		<WhatsAppWidget
			phoneNo="919884098840"
			autoOpen={true}
			messageBox={true}
			messageBoxTxt="Hi Team, is there any related service available ?"
			headerTitle="John Doe"
			chatPersonName="Support"
			chatMessage={<>Hi there 👋 <br /><br /> How can I help you?</>}
			placeholder="Type a message.."
			btnTxt="Start Chat"
		/>
	);
};
